// Two LH1 codes made by another implementation (Python: cryptography, zlib and CBOR written by
// hand from the RFCs) for an invented person and an invented worker. Only tests include this.
#pragma once

#include <cstdint>
#include <string_view>

namespace dk::codes::golden {

inline constexpr std::string_view kIssuer = "invented-issuer";
inline constexpr std::int64_t kIssued_s = 1668736800;  // 2022-11-18T02:00:00Z
inline constexpr std::int64_t kExpires_s = 1668736860;
// Public key of the issuer, and the key of the day: key id "daykey01", bytes 00 01 .. 1f.
inline constexpr std::string_view kSpkiHex =
    "3059301306072a8648ce3d020106082a8648ce3d0301070342000469104b96da094b34759bb19b429a6cb0b2"
    "a8870389977021b12d194e550dd4b84ef893046b8cc9dd19010beb687acbf6fb1f9600510811eeb796d3361c"
    "9ddb82";
inline constexpr std::string_view kKeyIdHex = "bdcf2db5de024808";
inline constexpr std::string_view kDayKeyId = "daykey01";

inline constexpr std::string_view kPerson =
    "LH1:NCF960%A0T9W+WG2H4O60SJ0EECP9EOEDIEC ED$-DWVDW96%PC0UE 89R8QS:M:C0341K9B35L 3EI/D1$C"
    "7WE+TC+ED$QE5$CFN0$PC8BTWY0$PC%9TR-0I12$C2BO2UZ2423ND3.O3G 3/E7360J9EI9E4LE-3E/E7360-CE/"
    "E7360KLET 9Y50GO02VCXFFC$C7461GKZS9BB8UM84Y8N09.B9SN95Y8AGN$4P5ZJK7M%SB8GAH105479ZM$4C/6"
    "0RJ2Z4F$BR1O4VZT:O7$.IQ HZ6AW2P14CG74SPT+I8.Q6CM41AOC V+9P.R9TMPM1VQHR27B.*I5J3E0BEU9FGW"
    "E1VBFS/L1NSDUTUTYEVXVD6H:$LIG391W*FBL+H 145VHPJH3GTFJDE46B+5/17+6J14N.T9A179%D9LQ%NU9HE";
inline constexpr std::string_view kStaff =
    "LH1:NCFOXN:F2H$M.DAVINMKM-24IL6XHMOL6$0A915J6ASLNEZGNSCCIFU:L2BJ347GS8E-L6+PM PAQ9BL5V$9"
    "9.PW$52Y9XKC0H9IPFLTO+D4*DR%M0P*G2Y830PDV4E.K  C$2TW*LT13IJ1JRH4H24QQ0$PS+CZEB:%2%PDE8CV"
    "21U7JW-2.3TW+SV 2Y37.$7/ALBTP+F77 MF$TBILOL3K6J5GF4V6*9QIL33NOTNBW0EN.MQPSNZRW V0OQZLBI$"
    "HWZ052UD6U8DQD+OKS73RM:K406ABFWC+CUKJN-8";

}  // namespace dk::codes::golden
