using System.Diagnostics.CodeAnalysis;

namespace CityKit.Services.Claims;

/// <summary>
/// A kind of credential of one party (谁的哪种证照): <c>id-card</c> is the applicant's, <c>mother:id-card</c> the mother's. <c>default</c> has
/// empty names, of no credential.
/// </summary>
/// <param name="Party">Whose: a party of the service file.</param>
/// <param name="Type">The credential type's id.</param>
public readonly record struct CredentialName(string Party, string Type) : IParsable<CredentialName>
{
    /// <summary>The party that a name without one means (申请人).</summary>
    public const string Applicant = "applicant";

    /// <summary>Reads <c>id-card</c> or <c>mother:id-card</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static CredentialName Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var name) ? name
        : throw new FormatException($"'{s}' is no credential such as id-card or mother:id-card. “{s}”不是证照名称，应如 id-card 或 mother:id-card。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CredentialName result)
    {
        result = default;
        if (s is null) return false;
        var colon = s.IndexOf(':', StringComparison.Ordinal);
        var (party, type) = colon < 0 ? (Applicant, s) : (s[..colon], s[(colon + 1)..]);
        if (!NameRule.IsName(party) || !NameRule.IsName(type)) return false;
        result = new CredentialName(party, type);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Party == Applicant ? Type : $"{Party}:{Type}";
}
