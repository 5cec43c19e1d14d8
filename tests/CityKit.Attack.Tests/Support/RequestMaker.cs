using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Hub.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace CityKit.Attack.Tests.Support;

/// <summary>
/// Makes requests for any endpoint that are nearly right: members, ids and parameters that the API knows, with some of them changed. It
/// knows endpoints by their routes only, so that new ones are attacked too.
/// </summary>
internal sealed class RequestMaker(IReadOnlyList<RouteEndpoint> endpoints, byte[] batch)
{
    private static readonly string[] Ids =
    [
        "pi-1", "gas-co", "c-1", "00000000000000000000000000000000", "0123456789abcdef0123456789abcdef",
        "city-management", "parking", "offer", "offers", "smoke", "1",
    ];

    private static readonly string[] OddTexts =
    [
        "", " ", "\0", "..", "%2e%2e%2f", "😀", "\ud800", "'", "\"", "<script>", "{{}}",
        "-1", "1e999", "9223372036854775808", "null", new('x', 300), new('字', 3000),
    ];

    private static readonly string[] Parameters =
        ["state", "limit", "after", "batch", "commandId", "history", "runtime", "compound", "at", "from", "unknown"];

    /// <summary>Members that some endpoint takes, each with a value that is right somewhere.</summary>
    private static readonly (string Name, string Json)[] Members =
    [
        ("commandId", "\"c-1\""), ("id", "\"r-1\""), ("class", "\"GB/T 47678.5-2026:matter:06010\""),
        ("longitude", "120.411"), ("latitude", "36.061"),
        ("system", "\"gcj02\""), ("text", "\"路灯不亮\""), ("contact", "\"invented\""),
        ("position", "{\"longitude\": 120.4, \"latitude\": 36.06}"),
        ("photo", "\"sha256:00\""), ("profile", "\"city-management\""), ("component", "\"37020201002900001\""), ("purpose", "\"handling\""),
        ("command", "\"accept\""), ("reason", "\"because\""), ("assignee", "\"body/crew\""),
        ("condition", "\"A\""), ("outcome", "\"done\""),
        ("of", "\"0123456789abcdef0123456789abcdef\""), ("into", "\"0123456789abcdef0123456789abcdef\""),
        ("number", "1"), ("account", "\"resident-9\""),
        ("household", "\"h-9\""), ("at", "\"2026-03-02T01:00:00Z\""), ("publicKey", "\"AAAA\""), ("bay", "\"B-7\""), ("compound", "\"c\""),
        ("from", "\"2026-03-02T01:00:00Z\""), ("until", "\"2026-03-02T10:00:00Z\""), ("fenPerHour", "300"),
        ("version", "1"), ("schema", "1"),
        ("rules", "[]"), ("sensors", "[]"), ("label", "\"x\""),
    ];

    private static readonly string[] OddValues =
    [
        "null", "true", "{}", "[]", "-1", "1e308", "1e400", "0.1", "99999999999999999999",
        "\"\\ud800\"", "\"\\u0000\"", "[[[[[[[[[[[[]]]]]]]]]]]]", "\"" + new string('y', 5000) + "\"",
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/msgpack", "text/csv", "text/csv; charset=gb18030", "text/csv; charset=none",
        "text/plain", "a/b", ";",
    ];

    /// <summary>A request; the same seed gives the same.</summary>
    internal HttpRequestMessage Make(int seed)
    {
        var random = new Random(seed);
        var endpoint = endpoints[random.Next(endpoints.Count)];
        var method = MethodOf(endpoint, random);
        var request = new HttpRequestMessage(method, new Uri(PathOf(endpoint, random) + QueryOf(random), UriKind.Relative));
        if (method != HttpMethod.Get || random.Next(50) == 0) request.Content = BodyOf(random, endpoint.RoutePattern.RawText!);
        AddHeaders(request, random);
        return request;
    }

    private static HttpMethod MethodOf(RouteEndpoint endpoint, Random random)
    {
        var declared = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return random.Next(100) == 0 || declared is not [var first, ..]
            ? HttpMethod.Parse(new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE" }[random.Next(8)])
            : HttpMethod.Parse(first);
    }

    private static string PathOf(RouteEndpoint endpoint, Random random)
    {
        var path = new StringBuilder();
        foreach (var segment in endpoint.RoutePattern.PathSegments)
            path.Append('/').Append(string.Concat(segment.Parts.Select(part =>
                part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                    ? literal.Content
                    : Uri.EscapeDataString(Text(random)))));
        return path.ToString();
    }

    /// <summary>A known id, now and then an odd text.</summary>
    private static string Text(Random random)
    {
        var text = random.Next(4) == 0 ? OddTexts[random.Next(OddTexts.Length)] : Ids[random.Next(Ids.Length)];
        return text.Length > 0 && !char.IsSurrogate(text[0]) ? text : "x" + text.Replace("\ud800", "", StringComparison.Ordinal);
    }

    private static string QueryOf(Random random) => random.Next(2) == 0 ? "" : "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 4))
        .Select(_ => $"{Parameters[random.Next(Parameters.Length)]}="
            + Uri.EscapeDataString(random.Next(2) == 0 ? Text(random) : random.Next(2000).ToString(CultureInfo.InvariantCulture))));

    private ByteArrayContent BodyOf(Random random, string route)
    {
        var bytes = route.EndsWith("/batches", StringComparison.Ordinal)
            || route.EndsWith("/bundle", StringComparison.Ordinal)
            || random.Next(20) == 0
            ? Mutation.Of(batch, random)
            : Encoding.UTF8.GetBytes(JsonOf(random));
        if (random.Next(5) == 0) bytes = Mutation.Of(bytes, random);
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", TypeOf(random, route));
        return content;
    }

    private static string TypeOf(Random random, string route) => random.Next(20) == 0 ? Types[random.Next(Types.Length)]
        : route.Contains("/feeds/", StringComparison.Ordinal) ? "text/csv"
        : route.EndsWith("/batches", StringComparison.Ordinal) || route.EndsWith("/bundle", StringComparison.Ordinal)
            ? "application/msgpack"
            : "application/json";

    private static string JsonOf(Random random)
    {
        if (random.Next(8) == 0)
            return random.Next(2) == 0 ? Csv : Encoding.UTF8.GetString(random.Next(2) == 0 ? TestCity.Rules : TestCity.Sensors);
        var some = Members.Where(_ => random.Next(3) == 0)
            .Select(m => $"\"{m.Name}\": {(random.Next(10) == 0 ? OddValues[random.Next(OddValues.Length)] : m.Json)}");
        return $"{{\"commandId\": \"c-{random.Next(64)}\", {string.Join(", ", some)}}}".Replace(", }", "}", StringComparison.Ordinal);
    }

    private static void AddHeaders(HttpRequestMessage request, Random random)
    {
        if (random.Next(30) != 0) request.Headers.Add("CityKit-Key", AttackedHub.SecretOf(AttackedHub.People[random.Next(6)]));
        else request.Headers.TryAddWithoutValidation("CityKit-Key", OddTexts[random.Next(OddTexts.Length)]);
        if (random.Next(10) != 0) return;
        request.Headers.TryAddWithoutValidation("CityKit-Device", "pi-1");
        request.Headers.TryAddWithoutValidation("CityKit-Date", random.Next(2) == 0 ? "2026-03-02T00:00:00Z" : "noon");
        request.Headers.TryAddWithoutValidation("CityKit-Signature", random.Next(2) == 0 ? Convert.ToBase64String(new byte[64]) : "none");
    }

    private const string Csv =
        "register,unit,reading,readAt,receivedAt,source\ng-1,m3,100.5,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,remote\n";
}
