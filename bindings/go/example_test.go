package usersig_test

import (
	"errors"
	"fmt"
	"time"

	usersig "github.com/usersig/usersig/bindings/go"
)

// A server reads its key from a file or the environment.
const secretKey = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

func ExampleSigner() {
	signer, err := usersig.NewSigner(1400000000, secretKey)
	if err != nil {
		panic(err)
	}
	token, err := signer.SignRequest(usersig.Request{
		UserID:   "xiaojun",
		Validity: 180 * 24 * time.Hour,
		IssuedAt: time.Unix(1700000000, 0), // without it: now
	})
	fmt.Println(token, err)
	// Output: eJw1D0MOxADwL72uaiU9rG3hsqltKf17PTZy4HG4jyPRA2gAHoPAsPFVQbQCVVKbcKKythZaXcpX5Sp2iKaEMNnGhHz3LV*PXtlscTnP5wsuPM1jdL2JH3OQU53BDGX6RkFnHUcVABpCwQ7ajJg4qicCNIRhGAz20UA1qxhEgB0UJXSYMfI_ <nil>
}

func ExampleVerifier() {
	token, err := usersig.Sign(1400000000, secretKey, usersig.Request{UserID: "xiaojun", Validity: time.Hour, IssuedAt: time.Unix(1700000000, 0)})
	if err != nil {
		panic(err)
	}
	verifier, err := usersig.NewVerifier(1400000000, secretKey)
	if err != nil {
		panic(err)
	}
	expectation := usersig.Expectation{UserID: "xiaojun", Contents: usersig.NoContents(), Now: time.Unix(1700003600, 0)}
	read, err := verifier.Verify(token, expectation)
	fmt.Println(read.UserID, err)

	expectation.Now = expectation.Now.Add(time.Second)
	_, err = verifier.Verify(token, expectation)
	var failure *usersig.Error
	fmt.Println(errors.Is(err, usersig.ErrExpired), errors.As(err, &failure), failure.ServiceCode)
	// Output:
	// xiaojun <nil>
	// true true 70001
}

func ExampleInspectUnverified() {
	token, err := usersig.Sign(1400000000, secretKey, usersig.Request{
		UserID: "xiaojun", Validity: time.Hour, IssuedAt: time.Unix(1700000000, 0),
		Contents: usersig.RoomName("lesson-7", usersig.EnterRoom|usersig.ReceiveAudio),
	})
	if err != nil {
		panic(err)
	}
	read, err := usersig.InspectUnverified(token)
	if err != nil {
		panic(err)
	}
	fmt.Println(read.UserID, read.PrivateMapKey.RoomName, read.Expires().UTC(), read.TimeLeft(time.Unix(1700003590, 0)))
	// Output: xiaojun lesson-7 2023-11-14 23:13:20 +0000 UTC 10s
}
