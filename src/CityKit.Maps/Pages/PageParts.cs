using System.Security.Cryptography;
using System.Text;

namespace CityKit.Maps.Pages;

/// <summary>What is the same in every page: MapLibre with its licence, styles, the script, and the policy that allows these
/// alone.</summary>
internal sealed class PageParts
{
    private const string Body = """
        <body>
        <header><h1 id="title"></h1><div id="subtitle"></div><button id="language" type="button"></button></header>
        <main id="map"><div id="message" role="alert"></div></main>
        <aside>
        <h2 id="count"></h2><ul id="classes"></ul><p id="total" class="note"></p>
        <h2 id="dots-title"></h2><ul id="dots"></ul>
        <h2 id="top"></h2><ol id="highest"></ol>
        </aside>
        <footer><span id="date"></span><span id="source"></span><span>CityKit · MapLibre GL JS</span></footer>

        """;

    private readonly string styles;
    private readonly string policy;

    private PageParts(string styles, string policy, string tail) => (this.styles, this.policy, Tail) = (styles, policy, tail);

    /// <summary>What comes after the data.</summary>
    internal string Tail { get; }

    /// <summary>How many bytes a page has without its data and title.</summary>
    internal int Bytes => Encoding.UTF8.GetByteCount(Head("")) + Encoding.UTF8.GetByteCount(Tail) + 4_096;

    internal static PageParts Read()
    {
        string[] scripts = [Resource("maplibre-gl.js"), Resource("map.js")];
        string[] sheets = [Resource("maplibre-gl.css"), Resource("map.css")];
        var tail = $"</script>\n{string.Concat(scripts.Select(script => $"<script>{script}</script>\n"))}"
            + $"<script type=\"text/plain\" id=\"licence\">{Resource("LICENSE.txt")}</script>\n</body>\n</html>\n";
        return new PageParts(string.Concat(sheets.Select(sheet => $"<style>{sheet}</style>\n")), Policy(scripts, sheets), tail);
    }

    /// <summary>What comes before the data.</summary>
    /// <param name="title">The title, escaped.</param>
    internal string Head(string title) => $"<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
        + $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n{styles}</head>\n{Body}"
        + "<script type=\"application/json\" id=\"data\">";

    private static string Policy(string[] scripts, string[] sheets) =>
        $"default-src 'none'; script-src {Hashes(scripts)}; style-src {Hashes(sheets)}; "
        + "img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'";

    private static string Hashes(IEnumerable<string> texts) =>
        string.Join(' ', texts.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'"));

    private static string Resource(string name)
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The package lacks its part {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // as a browser reads it, so that the hashes are right
    }
}
