using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>The problems of selective disclosure and key binding, in words.</summary>
internal static class SdProblem
{
    internal static CredentialProblem TooManyMembers(string part, int limit) => TooMany(part, "members", "成员", limit);

    internal static CredentialProblem TooMany(string part, string what, string whatZh, int limit) => CredentialProblem.Of("size", part,
        $"More than {limit} {what}.", $"{whatZh}超过 {limit} 个。");

    internal static CredentialProblem TooDeep(string part, int limit) => CredentialProblem.Of("size", part,
        $"Nested deeper than {limit} levels.", $"嵌套超过 {limit} 层。");

    internal static CredentialProblem NameTwice(string part, bool disclosed) => disclosed
        ? CredentialProblem.Of("disclosure", part, "It discloses a name that the object has already.", "它披露的名称在对象中已存在。")
        : TokenProblem.NameTwice(part);

    internal static CredentialProblem NoTilde() => CredentialProblem.Of("form", "token",
        "It has no '~': a plain signed token, not an SD-JWT.", "不含“~”：这是普通签名令牌，不是 SD-JWT。");

    internal static CredentialProblem DigestForm(string part) => CredentialProblem.Of("digest", part,
        "The names '_sd', '...' and '_sd_alg' are for digests alone: an array of texts, the only member of an element, and at the top.",
        "“_sd”“...”“_sd_alg”仅用于摘要：文本数组、数组元素的唯一成员、顶层。");

    internal static CredentialProblem RepeatedDigest(string part) => CredentialProblem.Of("digest", part,
        "This digest is in the token already.", "摘要在令牌中重复出现。");

    internal static CredentialProblem HashAlgorithm(string found) => CredentialProblem.Of("hash", "payload /_sd_alg",
        $"The hash algorithm is '{TokenProblem.Cut(found)}'; {SdHash.Accepted} are accepted.",
        $"摘要算法为“{TokenProblem.Cut(found)}”，只接受 {SdHash.Accepted}。");

    internal static CredentialProblem DisclosureForm(string part) => CredentialProblem.Of("disclosure", part,
        "Among an object's digests it must be [salt, name, value], among an array's elements [salt, value], salt and name texts.",
        "对象的摘要须对应 [盐, 名称, 值]，数组元素的摘要须对应 [盐, 值]，盐和名称均为文本。");

    internal static CredentialProblem ReservedName(string part) => CredentialProblem.Of("disclosure", part,
        "This claim may not be selectively disclosed: it is always visible, or the token is not accepted.", "该声明不得选择性披露，须始终可见。");

    internal static CredentialProblem Unreferenced(string part) => CredentialProblem.Of("disclosure", part,
        "No digest of the token is its: it was changed, repeated, or belongs to another credential.",
        "令牌中没有与之对应的摘要：它被改动、重复，或属于其他凭证。");

    internal static CredentialProblem Missing(string check, string part) => CredentialProblem.Of(check, part,
        "It is missing, and this verifier requires it.", "缺少该项，而本验证方要求提供。");

    internal static CredentialProblem Expired(string part, Instant end, Instant at, Duration skew) => CredentialProblem.Of("expired", part,
        $"It ended at {end}; it is {at} now, {Seconds(skew)} s allowed for clocks.", $"已于 {end} 到期，现为 {at}（允许时钟误差 {Seconds(skew)} 秒）。");

    internal static CredentialProblem Later(string check, string part, Instant found, Instant at, Duration skew) =>
        CredentialProblem.Of(check, part,
        $"It is {found}, which is later than now, {at}, {Seconds(skew)} s allowed for clocks.",
        $"为 {found}，晚于当前时间 {at}（允许时钟误差 {Seconds(skew)} 秒）。");

    internal static CredentialProblem TooOld(Instant signed, Instant at, Duration age, Duration skew) =>
        CredentialProblem.Of("issued-at", "key binding payload /iat",
            $"The holder signed at {signed}; it is {at} now, and {Seconds(age + skew)} s are allowed. Ask for it again.",
            $"持有人于 {signed} 签名，现为 {at}，最多允许 {Seconds(age + skew)} 秒，请重新请求出示。");

    internal static CredentialProblem NotTime(string part) =>
        TokenProblem.Form(part, TokenForms.OtherValue, TokenForms.Seconds);

    internal static CredentialProblem UnknownIssuer(string? issuer) => CredentialProblem.Of("issuer", "payload /iss",
        $"No trusted key of the issuer {Named(issuer, "(not named)")} is known.", $"没有签发方{Named(issuer, "（未注明）")}的可信密钥。");

    internal static CredentialProblem NotBound() => CredentialProblem.Of("key-binding", "token",
        "The holder did not sign for this verifier; ask for a presentation with key binding.", "持有人未对本验证方签名，请要求出示带密钥绑定的凭证。");

    internal static CredentialProblem Bound() => CredentialProblem.Of("key-binding", "token",
        "It is a presentation to some verifier; verify it as one, with audience and nonce.", "这是对某验证方的出示，请连同受众和随机数一起验证。");

    internal static CredentialProblem NoHolderKey() => CredentialProblem.Of("key-binding", "payload /cnf",
        "The credential names no holder key as a JWK of an elliptic curve; it cannot be bound.", "凭证未以椭圆曲线 JWK 注明持有人密钥，无法绑定。");

    internal static CredentialProblem OtherHolderKey() => CredentialProblem.Of("key-binding", "payload /cnf",
        "The credential is bound to another holder's key than the one that would sign.", "凭证绑定的持有人密钥与签名所用密钥不同。");

    internal static CredentialProblem NoSuchClaim(ClaimPath path) => CredentialProblem.Of("claim", path.ToString(),
        "The credential has no such claim, or its disclosure is not here.", "凭证中没有该声明，或未附其披露。");

    internal static CredentialProblem BoundDigest() => CredentialProblem.Of("sd-hash", "key binding payload /sd_hash",
        "It is missing or not the digest of this token and these disclosures: the holder signed another selection.",
        "缺失，或与本令牌及所附披露不符：持有人签署的是另一组披露。");

    internal static CredentialProblem Audience(string? found, string expected) =>
        CredentialProblem.Of("audience", "key binding payload /aud",
        $"It was signed for {Named(found, "nobody")}, not for '{expected}'.", $"签署对象为{Named(found, "空")}，不是“{expected}”。");

    internal static CredentialProblem OtherAudience(IReadOnlyList<string> found, string expected) =>
        CredentialProblem.Of("audience", "payload /aud",
        $"The issuer meant it for {TokenProblem.Cut(string.Join(", ", found))}, not for '{expected}'.",
            $"签发方限定受众为 {TokenProblem.Cut(string.Join("、", found))}，不含“{expected}”。");

    internal static CredentialProblem Nonce(bool missing) => CredentialProblem.Of("nonce", "key binding payload /nonce",
        missing ? "It is missing." : "It is not the nonce that this verifier gave: an answer to another request.",
        missing ? "缺少随机数。" : "不是本验证方给出的随机数：这是对其他请求的应答。");

    internal static CredentialProblem NonceUsed() => CredentialProblem.Of("nonce", "key binding payload /nonce",
        "This nonce was used before, is too old or was never given: a replay, or too late. Ask with a new one.",
        "该随机数已被使用、已过期或从未发出（重放或超时），请用新的随机数重新请求。");

    internal static CredentialProblem Purpose(string? found, string expected) =>
        CredentialProblem.Of("purpose", "key binding payload /purpose",
        $"The holder presents it for {Named(found, "no stated purpose")}, not for '{expected}'.",
            $"持有人声明的用途为{Named(found, "空")}，不是“{expected}”。");

    private static string Named(string? found, string nothing) => found is null ? nothing : $"'{TokenProblem.Cut(found)}'";

    private static double Seconds(Duration duration) => duration.TotalSeconds;
}
