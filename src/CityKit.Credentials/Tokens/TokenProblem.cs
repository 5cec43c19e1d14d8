using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Credentials.Tokens;

/// <summary>The problems that any token can have, in words.</summary>
internal static class TokenProblem
{
    private const int ShownCharacters = 64;

    /// <summary>A text of the token's as a message shows it: a long one cut.</summary>
    internal static string Cut(string text) => text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}…";

    internal static CredentialProblem Size(string part, int characters, int limit) => CredentialProblem.Of("size", part,
        $"It has {characters} characters; at most {limit} are accepted.", $"共 {characters} 个字符，最多接受 {limit} 个。");

    internal static CredentialProblem Form(string part, LocalizedText found, LocalizedText expected) => CredentialProblem.Of("form", part,
        $"Found {found.En}; it must be {expected.En}.", $"实为{found.ZhGoingOn}，应为{expected.ZhGoingOn}。");

    internal static CredentialProblem Encoding(string part) => CredentialProblem.Of("encoding", part,
        "It is not base64url without padding, white space and spare bits.", "不是规范的 base64url（不得有填充、空白或多余位）。");

    internal static CredentialProblem Json(string part, ConfigError error) =>
        new("json", part, error.Message);

    internal static CredentialProblem NotJson(string part, int depth) => CredentialProblem.Of("json", part,
        $"It is not JSON (RFC 8259), has half a character in escapes, or nests deeper than {depth} levels.",
        $"不是合法的 JSON（RFC 8259），或转义中只有半个字符，或嵌套超过 {depth} 层。");

    internal static CredentialProblem NameTwice(string part) => CredentialProblem.Of("json", part,
        "This name is twice in one object.", "同一对象内名称重复。");

    internal static CredentialProblem Critical(string part) => CredentialProblem.Of("critical", part,
        "It changes how the token must be read, and no such extension is accepted; ask the issuer for a token without it.",
        "它改变了令牌的解读方式，此类扩展一律不接受，请向签发方索取不含该项的令牌。");

    internal static CredentialProblem Unsigned(string part) => CredentialProblem.Of("algorithm", part,
        "The algorithm is 'none': the token is not signed.", "算法为“none”：令牌未签名。");

    internal static CredentialProblem Algorithm(string part, string found, string accepted) => CredentialProblem.Of("algorithm", part,
        $"The algorithm is '{Cut(found)}'; {accepted} is accepted for this key.", $"算法为“{Cut(found)}”，此密钥只接受 {accepted}。");

    internal static CredentialProblem Type(string part, string? found, string expected) => CredentialProblem.Of("type", part,
        $"The type is {(found is null ? "not stated" : $"'{Cut(found)}'")}; it must be {expected}.",
        $"类型{(found is null ? "未注明" : $"为“{Cut(found)}”")}，应为 {expected}。");

    internal static CredentialProblem Signature(string part) => CredentialProblem.Of("signature", part,
        "The signature is not this key's over this text: the token was changed, or another key signed it.",
        "签名与密钥或内容不符：令牌被改动过，或由其他密钥签署。");
}
