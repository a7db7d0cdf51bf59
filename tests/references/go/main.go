// The Go reference, version 2.0: reads a JSON request per line and writes a JSON reply per line.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
)

type request struct {
	Call       string
	SDKAppID   int64
	Key        string
	UserID     string
	Expire     int
	Userbuf    []byte // null and empty differ: Go's decoder keeps that
	Room       uint32
	RoomStr    string `json:"room_str"`
	Privileges uint32
	Token      string
	Now        int64
}

func answer(r request) (map[string]any, error) {
	var token string
	var err error
	id := int(r.SDKAppID)
	switch r.Call {
	case "plain":
		token, err = tencentyun.GenUserSig(id, r.Key, r.UserID, r.Expire)
	case "userbuf":
		token, err = tencentyun.GenUserSigWithBuf(id, r.Key, r.UserID, r.Expire, r.Userbuf)
	case "room":
		token, err = tencentyun.GenPrivateMapKey(id, r.Key, r.UserID, r.Expire, r.Room, r.Privileges)
	case "room_str":
		token, err = tencentyun.GenPrivateMapKeyWithStringRoomID(id, r.Key, r.UserID, r.Expire, r.RoomStr, r.Privileges)
	case "verify":
		now := time.Unix(r.Now, 0)
		if r.Userbuf == nil {
			err = tencentyun.VerifyUserSig(uint64(r.SDKAppID), r.Key, r.UserID, r.Token, now)
		} else {
			err = tencentyun.VerifyUserSigWithBuf(uint64(r.SDKAppID), r.Key, r.UserID, r.Token, now, r.Userbuf)
		}
		verdict := "valid"
		if err != nil {
			verdict = err.Error()
		}
		return map[string]any{"verdict": verdict}, nil
	default:
		err = fmt.Errorf("no call %q", r.Call)
	}
	return map[string]any{"token": token}, err
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var r request
		if err := in.Decode(&r); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
		reply, err := answer(r)
		if err != nil {
			reply = map[string]any{"error": err.Error()}
		}
		if err := out.Encode(reply); err != nil {
			panic(err)
		}
	}
}
