// Keys for tests only. The private key is the published one of RFC 6979 appendix A.2.5; the forms
// of it were written by the openssl command, not by us.
#pragma once

namespace dk::crypto::test {

inline constexpr char kSec1Pem[] = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
-----END EC PRIVATE KEY-----)";

inline constexpr char kPkcs8Pem[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgya+p2EW6dRZrXCFX
Z7HWk05Qw9s26JsSe4piKxIPZyGhRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth
+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ
-----END PRIVATE KEY-----)";

inline constexpr char kEncryptedPkcs8Pem[] = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAinDclpvnp+oQICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEK67QK7qmTFyt9+ZiU7k9wgEgZAI
8OPyGppazcqr1HQkUYDkS5UfrAZV5n1gsrN/cxWQXlmjcQMpBhyM5lg2cR3teaqt
AI9CuEDTc23D99PauNy88GdURSfDNlwt7FVjdRvbdwOhmre7A9526d0koZcT5MLH
drDCcff8dxYfysDVjPFtfuW2ya0uEo6decOomfsvKd8n4EHNPHU6NzyuQ1Ot8zE=
-----END ENCRYPTED PRIVATE KEY-----)";

inline constexpr char kEncryptedSec1Pem[] = R"(-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,E8B33FDFC96A3C1F90A185B87071CCA6

KvKFxPkGb6llq5/yLN5bSTDieMS4/EcE9cmK00XH+9rFztBmYr3D7PZ61henYIeW
Z0phyHznFq2HL7e3f1Hhl35N+Iax/pzv0qERC2XMAZio9ZwAZiANYyoqfYId0atO
TH7cFI4Y29ybPKUyqt82FvJ0+Sktv6Oc3OP7kjFZ4JU=
-----END EC PRIVATE KEY-----)";

inline constexpr char kPublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7
Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
-----END PUBLIC KEY-----)";

inline constexpr char kCompressedPublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADYP7UuiVanTHJYet0xjVtaMBJuJI7
Yfps5mliLmDyn7Y=
-----END PUBLIC KEY-----)";

inline constexpr char kExplicitCurvePem[] = R"(-----BEGIN PUBLIC KEY-----
MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA
AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////
///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd
NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5
RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA
//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABGD+1LolWp0xyWHrdMY1bWjA
SbiSO2H6bOZpYi5g8p+2eQP+EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk=
-----END PUBLIC KEY-----)";

inline constexpr char kRsaPublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApi5ektoEhQs8Sq73YjBj
Ex5fiCxUS3duuakgmboBb6hURkua9EGhcBXAS+sIwKOgOV6V0FNITiBSB+WzKd9u
F+OidHmviPY461jYWjMVKP4fHZjoHoHnaUYTzhGHptXKvdIhvi9PBVghIUOB7GHF
XVs5NTt61/gEgvsfytM2vLLpyiDgS/BAXQhGfSXWV97TQJBh//ss9uJA9zTDX6+e
+4/Q6g1rRA2zHRISDqEZZD2Jpf+bUluN5Kife+sM+QccRUu9HdEtmgKhoF8yhIUv
d0HgCl9iyGR16ESRnyeyVC8FbXBk9YF65Qa2K4Yz1Wcr/opfz6ptEJL7a3ZeUj3r
yQIDAQAB
-----END PUBLIC KEY-----)";

inline constexpr char kRsa1024PublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDHzkLLq8CDWDE7kOreCONqsrPp
lmoBWzdPOTvsYv2LYVRGJQl6ky5t8KVxM+eJO0VhAn1P8lU2XCib3vMMSOQHyLgc
mWqd/aeSsHtEEV2ZqNTcm5v14vVdV4eoxzyziSnodqFvMqdRlbhXndxawLewvo7G
sSCaNRY85Ni7pYnlgQIDAQAB
-----END PUBLIC KEY-----)";

inline constexpr char kP384PublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE9Scp/5Q+Bua337H5Tny+fj9KZMyT/L3Q
KlgxXKDfe3UgGwLEgDBhuNSJ1kQLzQtKar78RPMFyEnUH2uBGVexi6jiQw2NJfrB
Y7Fsh2PMiiKirdTE+8TO3uGVw8lZCkO5
-----END PUBLIC KEY-----)";

inline constexpr char kEd25519PublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA6VPOCkr+sXmXh6V4D6QqWB3EZ+NOe2lwlLGlZKRHtnU=
-----END PUBLIC KEY-----)";

inline constexpr char kCertificatePem[] = R"(-----BEGIN CERTIFICATE-----
MIIBbTCCARKgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAl0ZXN0IG9u
bHkwIBcNMjYxMTIyMTQxMTIzWhgPMjEyNjEwMjkxNDExMjNaMBQxEjAQBgNVBAMM
CXRlc3Qgb25seTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGD+1LolWp0xyWHr
dMY1bWjASbiSO2H6bOZpYi5g8p+2eQP+EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PC
lNRGIpmjUzBRMB0GA1UdDgQWBBQalWlXm84ympQtB2nJwLVkMVY3EDAfBgNVHSME
GDAWgBQalWlXm84ympQtB2nJwLVkMVY3EDAPBgNVHRMBAf8EBTADAQH/MAoGCCqG
SM49BAMCA0kAMEYCIQDVIZJCglE/ifgANJEC2d36YVux9Lofzp0tfQl3YpCLmgIh
ANsntnGxUNCs1qYLpKBBs+X9qJCWbYRQEBqSJMMepivL
-----END CERTIFICATE-----)";

// x || y of the key above.
inline constexpr char kRawHex[] =
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
// "sample", signed by the openssl command with the RSA key above: PSS, SHA-256, salt 32.
inline constexpr char kPssSignatureHex[] =
    "a53b87fc8f54d0c66f9a6c6bf7dd94214ac64798b0d3ebc8f6a565c3d82a5a600c4e93b16d9200a5"
    "4c617f62853101302f0ffb4205e712fdabfff6220c6e5f5fdf56bd72c538db58eefed2bef5e98386"
    "3e256d3c5c4bb65f148f6329c1addd5e05dfd765fbe4859117b796d94445384b11f2aeebb23362a3"
    "88e5b84322847d9461b2f8e805a8c9bab6f11155019aa6ff75a2515d0d3f2092e2a9811c9c98688e"
    "2e8438224faea36a3a99f2d8cf88391cfc2483eadd7e07c5868a87e87bb29387cec5a1b3d74e8624"
    "935fba95d39574f8e12fef3247929e0850183bd5242af9f8b06c2371377db75adcfbc93fd8867604"
    "cc112d70b5028b0fb5d14cbacb7f8b61";
// The same with salt 20.
inline constexpr char kPssShortSaltHex[] =
    "6322c3549bd6c4d45cd4f136ebfac8ff93a38303dad5836c610daddf7b2ecb80dfebde5fafe669e6"
    "734b2f01e98ca1ee0ab2cb09176a9d77fce2f9bd3c36dfdd3bbcbd0f62332063bef5c37d5e759f45"
    "da48d91617798ace8f609d3070bc9171186c5a89ab16036a9093513fab32a47b88fc8461e883fc02"
    "bdeec1717762c0aa02ed127e365b8cb334dfa88a7d205a466caf1036b5d9f9bfd862ec5820630d65"
    "630d32ab7a38c8917fd496911558bef40d178e52f56c9ea5b528020a9698ff54df1eb801c95fdffc"
    "770423308228874b9e47dcb97d01b4037748d16d94afb853e18fc168191613c6e055ac586a3d659f"
    "3c764c8f54a89f4d1db3fbd351bbcbd5";

// The key of GB/T 32918.5-2017 annexes A and C (sm2p256v1); the forms were written by hand after
// RFC 5915 and RFC 5480 and are what the openssl command writes for it.
inline constexpr char kSm2Pkcs8Pem[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgOUUgj3shRLE/NuOK
xtOflYiTk2koYLUaQvuB7033xbihRANCAAQJ+d8xHlQhoVDdfRYeS8XGchefrRgz
/AdrsI/zVvNQIMzqSQziZ3WlLcbqcYzBqmAK7QX7814ISmYy9gctqa0T
-----END PRIVATE KEY-----)";

inline constexpr char kSm2PublicPem[] = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60Y
M/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==
-----END PUBLIC KEY-----)";

inline constexpr char kSm2RawHex[] =
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

}  // namespace dk::crypto::test
