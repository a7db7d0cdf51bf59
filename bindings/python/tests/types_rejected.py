"""What a type checker has to reject: each line that is marked, and no other."""
import usersig

key = usersig.SecretKey("k")
signer = usersig.Signer(1, key)
usersig.Signer("1", key)  # error
usersig.Signer(1, "k")  # error
usersig.Verifier(1, usersig.PrivateKey("x"))  # error
signer.sign("a")  # error
signer.sign("a", "60")  # error
signer.sign("a", 60, b"")  # error
signer.sign("a", 60, userid_rule="all")  # error
signer.sign(7, 60)  # error
signer.sign_many([7], 60)  # error
signer.sdkappid = 7  # error
usersig.inspect_unverified("x").userid = "y"  # error
usersig.inspect_unverified(None)  # error
