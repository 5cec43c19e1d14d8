using CityKit.Core;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.OpenId;

/// <summary>The problems that an answer to a request can have, in words.</summary>
internal static class VpProblem
{
    private const string Response = "response";

    internal static CredentialProblem NotAsked(string id) => CredentialProblem.Of("query", PartOf(id),
        "The query asks for no credential of this id.", "查询中没有此编号的凭证。");

    internal static CredentialProblem OtherFormat(string id, string format) => CredentialProblem.Of("query", PartOf(id),
        $"The query asks for the format '{TokenProblem.Cut(format)}' here; dc+sd-jwt alone can be verified.",
        $"此处要求的格式为“{TokenProblem.Cut(format)}”，只能验证 dc+sd-jwt。");

    internal static CredentialProblem Missing(string id) => CredentialProblem.Of("query", PartOf(id),
        "The query asks for this credential, and none was presented.", "查询要求此凭证，但未出示。");

    internal static CredentialProblem MissingSet(DcqlCredentialSet set) => CredentialProblem.Of("query", "vp_token",
        $"None of these was presented whole: {Shown(set, " + ", " or ")}.", $"以下各组凭证均未完整出示：{Shown(set, "+", "、")}。");

    internal static CredentialProblem TooMany(string id, int count) => CredentialProblem.Of("query", PartOf(id),
        $"There are {count} presentations; the query asks for one.", $"出示了 {count} 份，只要求 1 份。");

    internal static CredentialProblem OtherType(DcqlCredential asked, string type) => CredentialProblem.Of("credential-type",
        PartOf(asked.Id), $"The type is '{TokenProblem.Cut(type)}'; {TokenProblem.Cut(string.Join(", ", asked.Types))} is asked for.",
        $"凭证类型为“{TokenProblem.Cut(type)}”，所需类型为 {TokenProblem.Cut(string.Join("、", asked.Types))}。");

    internal static CredentialProblem NoClaim(string id, DcqlClaim claim) => CredentialProblem.Of("claim",
        $"{PartOf(id)} {TokenProblem.Cut(claim.ToString())}",
        claim.Values.Count == 0 ? "It is not disclosed, or the credential has none."
            : "It is not disclosed, or has none of the values asked for.",
        claim.Values.Count == 0 ? "未披露该声明，或凭证中没有。" : "未披露该声明，或其值不在所要求的范围内。");

    internal static CredentialProblem NoClaimSet(string id) => CredentialProblem.Of("claim", PartOf(id),
        "No set of claims that the query takes is disclosed whole.", "查询接受的各组声明均未完整披露。");

    internal static CredentialProblem ManyPresentations(int limit) => CredentialProblem.Of("size", "vp_token",
        $"It has more than {limit} presentations; so many are accepted.", $"出示的凭证超过上限 {limit} 份。");

    internal static CredentialProblem State() => CredentialProblem.Of("state", $"{Response} state",
        "It is missing, or not this session's: an answer to another request.", "缺少 state，或与本次会话不符：这是对其他请求的应答。");

    internal static CredentialProblem NonceUsed() => CredentialProblem.Of("nonce", Response,
        "The session's nonce was used before, is too old or was never given: a replay, or too late. Begin a new session.",
        "会话的随机数已被使用、已过期或从未发出（重放或超时），请重新发起请求。");

    internal static CredentialProblem Encryption(LocalizedText found, LocalizedText accepted) => CredentialProblem.Of("encryption",
        $"{Response} header", $"Found {TokenProblem.Cut(found.En)}; {accepted.En} is accepted.",
        $"实为 {TokenProblem.Cut(found.Zh)}，只接受 {accepted.Zh}。");

    internal static CredentialProblem NotDecrypted() => CredentialProblem.Of("decryption", Response,
        "It cannot be decrypted with this session's key: it was changed, or is for another key.",
        "无法用本次会话的密钥解密：内容被改动，或由其他密钥加密。");

    private static string PartOf(string id) => $"vp_token {TokenProblem.Cut(id)}";

    private static string Shown(DcqlCredentialSet set, string and, string or) =>
        string.Join(or, set.Options.Take(4).Select(option => TokenProblem.Cut(string.Join(and, option))));
}
