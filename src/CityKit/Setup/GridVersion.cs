using System.Globalization;
using System.Text;
using CityKit.Core.Text;
using CityKit.Grids.Maps;

namespace CityKit.Setup;

/// <summary>
/// Which map of grids (网格图版本), as the journal names it: a map is too large to be in it. No map is an empty one: neither finds anything.
/// </summary>
/// <param name="Sha256">The map's <see cref="GridMap.Sha256"/>, 64 hexadecimal digits.</param>
/// <param name="Count">How many grids it has.</param>
internal sealed record GridVersion(string Sha256, int Count)
{
    private const string HashOfNothing = "1f295d1db24f9aca7c62c5ed004c142e7e6b3fedb065641e2c9f518c707066f8";

    internal static GridVersion Of(GridMap? map) =>
        map is null ? new(HashOfNothing, 0) : new(Convert.ToHexStringLower(map.Sha256.Span), map.Grids.Length);

    /// <exception cref="FormatException">The bytes are something else.</exception>
    internal static GridVersion Read(ReadOnlySpan<byte> utf8)
    {
        var reader = ConfigReader.Parse(utf8);
        var version = new GridVersion(reader.Text("sha256", 64), (int)reader.Integer("grids", 0, int.MaxValue));
        return reader.Errors.Count == 0 ? version
            : throw new FormatException($"The journal's version of the grids is damaged: {reader.Errors[0]} 流水中的网格图版本已损坏。");
    }

    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $$"""{"sha256":"{{Sha256}}","grids":{{Count}}}"""));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sha256} ({Count} grids)");
}
