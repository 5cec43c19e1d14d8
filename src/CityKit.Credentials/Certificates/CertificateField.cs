namespace CityKit.Credentials.Certificates;

/// <summary>What a type's certificates say beside the standard's metadata (证照扩展信息), such as a class of vehicles.</summary>
/// <param name="Name">The name that the catalogue has: 1 to 64 of a-z, 0-9, '_'.</param>
/// <param name="Value">The value, 1 to 2,000 characters.</param>
public sealed record CertificateField(string Name, string Value)
{
    private const int MaxName = 64;

    internal static bool IsName(string name) => name.Length is > 0 and <= MaxName
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>The name alone: the value is personal data.</summary>
    public override string ToString() => Name;
}
