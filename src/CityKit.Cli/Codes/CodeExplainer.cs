using CityKit.Credentials.Certificates;

namespace CityKit.Cli.Codes;

/// <summary>Everything a code may be, by its length and characters.</summary>
internal static class CodeExplainer
{
    internal const int MostCharacters = 128;

    /// <summary>The readings, those that hold first; none when no code of this form is known.</summary>
    internal static IReadOnlyList<CodeReading> Explain(string code)
    {
        if (code.Length > MostCharacters) return [];
        return [.. Readings(code).OrderByDescending(reading => reading.IsRight)];
    }

    private static IEnumerable<CodeReading> Readings(string code) => code.Length switch
    {
        _ when code.StartsWith(CertificateIdentifier.Root, StringComparison.Ordinal) => [CertificateReadings.Identifier(code)],
        _ when code.Contains('-', StringComparison.Ordinal) && char.IsAsciiLetter(code[0]) => [ClassReadings.OwnComponent(code)],
        2 => [AreaReadings.Area(code)],
        4 => [AreaReadings.Area(code), .. ClassReadings.Classes(code)],
        5 => ClassReadings.Classes(code),
        6 or 9 or 12 => [AreaReadings.Area(code)],
        11 => [ClassReadings.MatterInPlace(code)],
        14 => [AreaReadings.UnitGrid(code)],
        15 => [AreaReadings.UnitGrid(code), .. AreaReadings.Statistical(code)],
        16 => ClassReadings.OlderComponent(code),
        17 => [ClassReadings.Component(code)],
        18 => [BodyReadings.CreditCode(code)],
        20 => [AreaReadings.DigitalCommunity(code)],
        21 => [CertificateReadings.Type(code)],
        _ => [],
    };
}
