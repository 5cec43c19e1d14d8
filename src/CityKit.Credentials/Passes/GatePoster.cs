using CityKit.Core;

namespace CityKit.Credentials.Passes;

/// <summary>
/// A gate's poster (门岗海报码): the gate's name on paper, and where it hangs. A copy of it elsewhere opens nothing, as the place does not fit.
/// </summary>
/// <param name="Gate">The gate's name: 1 to 32 bytes of printable ASCII.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="RadiusMetres">How far from it a phone may be, 5 to 200 m; how exact the phone knows its place is added, up to 50 m.</param>
public sealed record GatePoster(string Gate, GeoPoint Place, int RadiusMetres)
{
    /// <summary>What a poster's code begins with.</summary>
    public const string Prefix = "CKG1:";

    /// <summary>The text of the poster's QR code.</summary>
    /// <exception cref="ArgumentException">The gate's name is out of its range.</exception>
    public string ToCode() => PassCode.IsGate(Gate)
        ? Prefix + Gate
        : throw new ArgumentException($"A gate's name has 1 to {PassCode.MaxGate} printable ASCII characters.");

    /// <summary>Reads the gate's name from a poster's code.</summary>
    /// <returns>The name; null when the code is no poster's.</returns>
    public static string? GateOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.StartsWith(Prefix, StringComparison.Ordinal) && PassCode.IsGate(code[Prefix.Length..]) ? code[Prefix.Length..] : null;
    }
}
