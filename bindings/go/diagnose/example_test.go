package diagnose_test

import (
	"fmt"

	"github.com/usersig/usersig/bindings/go/diagnose"
)

func ExampleExplain() {
	notes, err := diagnose.Explain("70001")
	if err != nil {
		panic(err)
	}
	fmt.Println(notes[0].Code, notes[0].Name)
	// Output: 70001 ERR_SVR_ACCOUNT_USERSIG_EXPIRED, ERR_SERVER_SSO_SIG_EXPIRED
}
