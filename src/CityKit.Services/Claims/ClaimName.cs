using System.Diagnostics.CodeAnalysis;

namespace CityKit.Services.Claims;

/// <summary>
/// A claim of a credential (证照中的一项): <c>id-card/birth_date</c>, <c>mother:id-card/name</c>. Nested claims have dots:
/// <c>address.street</c>. <c>default</c> has empty names, of no claim.
/// </summary>
/// <param name="Of">The credential.</param>
/// <param name="Claim">The claim: 1 to 64 of letters, digits, '.', '_', '-'.</param>
public readonly record struct ClaimName(CredentialName Of, string Claim) : IParsable<ClaimName>
{
    /// <summary>Reads <c>id-card/birth_date</c> or <c>mother:id-card/name</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static ClaimName Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var name) ? name
        : throw new FormatException($"'{s}' is no claim such as id-card/birth_date or mother:id-card/name. "
            + $"“{s}”不是声明名称，应如 id-card/birth_date 或 mother:id-card/name。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClaimName result)
    {
        result = default;
        var slash = s?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !CredentialName.TryParse(s![..slash], provider, out var of)) return false;
        if (!NameRule.IsClaim(s.AsSpan(slash + 1))) return false;
        result = new ClaimName(of, s[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Of}/{Claim}";
}
