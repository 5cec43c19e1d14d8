using CityKit.Core;
using CityKit.Maps.Tiles;

namespace CityKit.Desk.Extending;

/// <summary>
/// A ground map under what the desk draws (底图): tiles of an address, or a PMTiles file of version 3 on the server. A browser asks
/// this application alone; the desk asks an address elsewhere, with limits, and keeps what it got.
/// </summary>
public sealed record TileSource
{
    private TileSource(string id, LocalizedText title) => (Id, Title) = (id, title);

    /// <summary>Its name in addresses: lower-case letters, digits and hyphens.</summary>
    public string Id { get; }

    /// <summary>What people choose it by.</summary>
    public LocalizedText Title { get; }

    /// <summary>Where tiles are: an address with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>; null of a file.</summary>
    public string? Template { get; private init; }

    /// <summary>The PMTiles file; null of an address.</summary>
    public string? File { get; private init; }

    /// <summary>In which coordinates its tiles were cut.</summary>
    public TileDatum Datum { get; init; }

    /// <summary>Whose it is, as plain text, shown in the map's corner.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>The nearest zoom that it has, 0 to 20; nearer ones are enlarged. Of a file, the file says it.</summary>
    public int MostZoom { get; init; } = 18;

    /// <summary>The layers to draw of an address with vector tiles; empty for pictures. Of a file, the file says them.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>How wide a picture is drawn, in pixels: 256 or 512.</summary>
    public int TileSize { get; init; } = 256;

    /// <summary>Pictures (PNG, JPEG, WebP) of an address, or with <see cref="Layers"/> vector tiles.</summary>
    /// <param name="id">Its name in addresses.</param>
    /// <param name="title">What people choose it by.</param>
    /// <param name="template">
    /// The address with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>, rows counted from the north: http or https, which the server asks, or a path
    /// of the application's own that begins with a slash, which browsers ask.
    /// </param>
    /// <exception cref="ArgumentException">The id or the template is none.</exception>
    public static TileSource OfAddress(string id, LocalizedText title, string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var isTemplate = new[] { "{z}", "{x}", "{y}" }.All(part => template.Contains(part, StringComparison.Ordinal));
        if (!isTemplate || !IsPath(template) && AddressOf(template, 0, 0, 0) is not { Scheme: "http" or "https" })
            throw new ArgumentException(
                $"A template is http or https, or a path, and has {{z}}, {{x}} and {{y}}: '{template}'. "
                + "瓦片地址须为 http(s) 或本站路径，并含 {z}、{x}、{y}。", nameof(template));
        return new TileSource(Checked(id), title) { Template = template };
    }

    /// <summary>A PMTiles file of pictures or vector tiles. One that is missing or damaged is reported in the map's corner.</summary>
    /// <param name="id">Its name in addresses.</param>
    /// <param name="title">What people choose it by.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The id or the path is none.</exception>
    public static TileSource OfFile(string id, LocalizedText title, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new TileSource(Checked(id), title) { File = path };
    }

    /// <summary>Where a tile is; null when the template makes no address.</summary>
    internal static Uri? AddressOf(string template, int zoom, int x, int y) =>
        Uri.TryCreate(template.Replace("{z}", $"{zoom}", StringComparison.Ordinal).Replace("{x}", $"{x}", StringComparison.Ordinal)
            .Replace("{y}", $"{y}", StringComparison.Ordinal), UriKind.Absolute, out var address) ? address : null;

    /// <summary>The path that browsers ask themselves; null when they ask the desk.</summary>
    internal string? OwnPath => Template is not null && IsPath(Template) ? Template : null;

    internal Uri? AddressOf(TileAddress tile) => Template is null ? null : AddressOf(Template, tile.Zoom, tile.X, tile.Y);

    private static bool IsPath(string template) => template.StartsWith('/') && !template.StartsWith("//", StringComparison.Ordinal);

    private static string Checked(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (!id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            throw new ArgumentException($"An id has lower-case letters, digits and hyphens: '{id}'. 标识只能用小写字母、数字和连字符。", nameof(id));
        return id;
    }
}
