using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using CityKit.Credentials.Tests.Support;

namespace CityKit.Credentials.Tests.Status;

/// <summary>The vectors of the Token Status List draft; Data/SOURCES.md says where they come from.</summary>
internal static partial class StatusVectors
{
    private static readonly JsonDocument File = JsonDocument.Parse(Embedded.Text("status/token_status_list_vectors.json"));

    internal static IEnumerable<JsonElement> Appendix => File.RootElement.GetProperty("appendix_c").EnumerateArray();

    internal static IEnumerable<JsonElement> Examples => File.RootElement.GetProperty("repo_examples").EnumerateArray();

    internal static JsonElement Token => File.RootElement.GetProperty("status_list_token_jwt");

    /// <summary>An example of the draft's repository as it stands there: the text is broken into lines.</summary>
    internal static string Json(string name)
    {
        var text = LineBreak().Replace(Embedded.Text($"status/{name}"), "");
        return text[text.IndexOf('{', StringComparison.Ordinal)..];
    }

    internal static string Compact(string name) => LineBreak().Replace(Embedded.Text($"status/{name}"), "");

    /// <summary>Another road to the bytes: no code of ours.</summary>
    internal static byte[] Inflate(string lst)
    {
        using var zlib = new ZLibStream(new MemoryStream(Base64Url.DecodeFromChars(lst)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zlib.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"\n\s*")]
    private static partial Regex LineBreak();
}
