using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>Says part by part, in plain words, what a token is, what it discloses and what not (查看). Nothing is verified.</summary>
public static class SdJwtInspector
{
    /// <summary>Inspects a token in its compact form: credential, selection or presentation.</summary>
    /// <returns>Its parts in order. Where it cannot be read further, the last part says why.</returns>
    public static IReadOnlyList<InspectedPart> Inspect(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (SdJwtToken.Parse(token, out var problem) is not { } parsed) return [Broken(problem!)];
        var parts = new List<InspectedPart> { Whole(parsed) };
        if (UnverifiedSdJwt.Read(parsed, SdJwtLimits.Default, out problem) is { } read) AddClaims(parts, read);
        else parts.Add(Broken(problem!));
        if (parsed.KeyBinding is { } binding) AddBinding(parts, binding);
        return parts;
    }

    private static InspectedPart Whole(SdJwtToken token)
    {
        var count = token.Disclosures.Count;
        return token.KeyBinding is null
            ? Part("token", $"A credential with {count} disclosures, not signed for any verifier. Nothing below is verified.",
                $"含 {count} 项披露的凭证，未对任何验证方签名。以下内容均未经验证。")
            : Part("token", $"A presentation of {count} disclosures, signed by the holder for one verifier. Nothing below is verified.",
                $"含 {count} 项披露的出示，持有人已对某一验证方签名。以下内容均未经验证。");
    }

    private static void AddClaims(List<InspectedPart> parts, UnverifiedSdJwt token)
    {
        parts.Add(HeaderOf("issuer header", token.Header));
        var disclosed = token.Places.Where(place => place.Disclosure is not null).ToList();
        foreach (var claim in token.Claims.Members)
            if (!disclosed.Exists(place => place.Path.Equals(ClaimPath.Of(claim.Name)))) parts.Add(Visible(claim));
        foreach (var place in disclosed.OrderBy(place => place.Disclosure)) parts.Add(Disclosed(place, token.Claims));
        foreach (var hidden in token.Places.Where(place => place.Disclosure is null).GroupBy(place => place.Path))
            parts.Add(Hidden(hidden.Key, hidden.Count()));
    }

    private static InspectedPart HeaderOf(string part, JwsHeader header) => Part(part,
        $"Signed with {header.Algorithm}; type {header.Type ?? "not stated"}; key {header.KeyId ?? "not named"}; "
            + $"{header.Certificates.Count} certificates.",
        $"签名算法 {header.Algorithm}；类型 {header.Type ?? "未注明"}；密钥 {header.KeyId ?? "未注明"}；证书 {header.Certificates.Count} 张。");

    private static InspectedPart Visible(JsonMember claim)
    {
        var (en, zh) = WordsOf(claim.Name);
        var shown = Shown(claim.Name, claim.Value);
        return Part($"payload /{ClaimPath.Escape(claim.Name)}", $"{en}, always visible: {shown}.", $"{zh}，始终可见：{shown}。");
    }

    private static InspectedPart Disclosed(DisclosurePlace place, JsonValue claims)
    {
        var shown = Shown("", claims.At(place.Path)!);
        return Part($"disclosure {place.Disclosure + 1} {place.Path}", $"Disclosed here: {shown}.", $"本次披露：{shown}。");
    }

    private static InspectedPart Hidden(ClaimPath place, int count)
    {
        var path = place.Steps.Count == 0 ? "/" : place.ToString();
        return Part($"payload {path}", $"{count} digests without a disclosure: claims that are withheld, or decoys.",
            $"{count} 个摘要未附披露：被隐去的声明，或诱饵。");
    }

    private static void AddBinding(List<InspectedPart> parts, string binding)
    {
        if (Jws.Read(binding, "key binding", out var problem) is not { } token || token.ReadPayload(out problem) is not { } claims)
        {
            parts.Add(Broken(problem!));
            return;
        }
        parts.Add(HeaderOf("key binding header", token.Header));
        foreach (var claim in claims.Members)
        {
            var (en, zh) = WordsOf(claim.Name);
            var shown = Shown(claim.Name, claim.Value);
            parts.Add(Part($"key binding /{ClaimPath.Escape(claim.Name)}", $"{en}: {shown}.", $"{zh}：{shown}。"));
        }
    }

    private static (string En, string Zh) WordsOf(string name) => name switch
    {
        "iss" => ("Who issued it", "签发方"),
        "sub" => ("Whom it is about", "主体"),
        "aud" => ("Which verifier it is for", "受众（验证方）"),
        "iat" => ("When it was issued or signed", "签发或签署时间"),
        "nbf" => ("Not valid before", "生效时间"),
        "exp" => ("Valid until", "有效期至"),
        "vct" => ("Type of credential", "凭证类型"),
        "cnf" => ("The holder's key", "持有人密钥"),
        "status" => ("Where to ask whether it was revoked", "状态查询处"),
        "nonce" => ("The verifier's nonce", "验证方随机数"),
        "purpose" => ("What it is presented for", "出示用途"),
        "sd_hash" => ("Digest of credential and disclosures", "凭证与披露的摘要"),
        _ => ("Claim", "声明"),
    };

    private static string Shown(string name, JsonValue value) => value.Kind switch
    {
        JsonKind.Number when name is "iat" or "nbf" or "exp" && NumericDate.TryRead(value, out var at) =>
            at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null),
        JsonKind.String => $"\"{TokenProblem.Cut(value.Text)}\"",
        JsonKind.Object => $"{{ {string.Join(", ", value.Members.Select(member => $"{member.Name}: {Shown("", member.Value)}"))} }}",
        JsonKind.Array => $"[ {string.Join(", ", value.Items.Select(item => Shown("", item)))} ]",
        _ => value.Shown.En,
    };

    private static InspectedPart Broken(CredentialProblem problem) => new(problem.Part, problem.Message);

    private static InspectedPart Part(string part, string en, string zh) => new(part, new LocalizedText(zh, en));
}
