using System.Text;
using System.Text.RegularExpressions;

namespace CityKit.Hub.Tests.Support;

/// <summary>The worked examples of docs/feeds.md: a mapping file, and a message as the platform sends it.</summary>
internal static partial class FeedExamples
{
    private static readonly string Page = ReadPage();

    internal static byte[] Mapping(string feed) => Encoding.UTF8.GetBytes(
        Mappings().Select(m => m.Groups["code"].Value).Single(code => code.Contains($"\"feed\": \"{feed}\"", StringComparison.Ordinal)));

    /// <summary>The body of the request that the page shows for a path.</summary>
    internal static string Body(string path) => Requests().Single(r => r.Groups["path"].Value == path).Groups["body"].Value;

    private static MatchCollection Mappings() => MappingRule().Matches(Page);

    private static MatchCollection Requests() => RequestRule().Matches(Page);

    private static string ReadPage()
    {
        using var reader = new StreamReader(typeof(FeedExamples).Assembly.GetManifestResourceStream("feeds.md")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^```json\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MappingRule();

    [GeneratedRegex(@"^```text\r?\nPOST /citykit/v1/(?<path>[^?\s]+)[^{\[]*?^(?<body>[{\[].*?)(?:^$|^```)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RequestRule();
}
