using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;

namespace CityKit.Attack.Tests.Support;

/// <summary>Requests as bytes: malformed ones by name, and right ones with some bytes changed.</summary>
internal static partial class RawRequests
{
    private const string Batches = "POST /citykit/v1/batches HTTP/1.1\r\nHost: hub\r\nContent-Type: application/msgpack\r\n";
    private const string Items = "GET /citykit/v1/items HTTP/1.1\r\nHost: hub\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private static readonly string Hidden = $"{Items}CityKit-Key: {AttackedHub.SecretOf(TestCity.Officer)}\r\n\r\n";

    private static readonly byte[][] Right =
    [
        Bytes(Hidden),
        Bytes($"{Batches}Content-Length: 5\r\n\r\nabcde"),
        Bytes($"{Batches}{Chunked}\r\n5\r\nabcde\r\n3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n"),
    ];

    internal static IReadOnlyDictionary<string, byte[]> Malformed { get; } = new Dictionary<string, string>
    {
        // request lines
        ["no request line"] = "\r\n\r\n\r\n \r\n\r\n",
        ["a word"] = "hello\r\n\r\n",
        ["a method alone"] = "GET\r\n\r\n",
        ["HTTP/0.9"] = "GET /citykit/v1/items\r\n\r\n",
        ["HTTP/9.9"] = "GET /citykit/v1/items HTTP/9.9\r\nHost: hub\r\n\r\n",
        ["no HTTP"] = "GET /citykit/v1/items FTP/1.1\r\nHost: hub\r\n\r\n",
        ["a long request line"] = $"GET /{new string('a', 1 << 20)} HTTP/1.1\r\nHost: hub\r\n\r\n",
        ["a NUL in the path"] = "GET /citykit/\0/items HTTP/1.1\r\nHost: hub\r\n\r\n",
        ["an escaped NUL in the path"] = "GET /citykit/v1/items/%00 HTTP/1.1\r\nHost: hub\r\n\r\n",
        ["an overlong path"] = "GET /citykit/v1/%c0%ae%c0%ae/items HTTP/1.1\r\nHost: hub\r\n\r\n",
        ["a control character as method"] = "\u0001GET / HTTP/1.1\r\nHost: hub\r\n\r\n",
        ["a tunnel"] = "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
        ["HTTP/2 without agreement"] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ["a TLS greeting"] = "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
        // headers
        ["no host"] = "GET /citykit/v1/items HTTP/1.1\r\n\r\n",
        ["two hosts"] = "GET /citykit/v1/items HTTP/1.1\r\nHost: hub\r\nHost: other\r\n\r\n",
        ["an odd host"] = "GET /citykit/v1/items HTTP/1.1\r\nHost: hub/../x\r\n\r\n",
        ["a header without colon"] = $"{Items}Cookie\r\n\r\n",
        ["a space before the colon"] = $"{Items}CityKit-Key : x\r\n\r\n",
        ["a folded header"] = $"{Items}X: a\r\n b\r\n\r\n",
        ["a NUL in a header"] = $"{Items}X: a\0b\r\n\r\n",
        ["a bare CR in a header"] = $"{Items}X: a\rY: b\r\n\r\n",
        ["a thousand headers"] = Items + string.Concat(Enumerable.Range(0, 1_000).Select(n => $"X-{n}: y\r\n")) + "\r\n",
        ["a header of a megabyte"] = $"{Items}X: {new string('y', 1 << 20)}\r\n\r\n",
        ["a header without end"] = $"{Items}X: {new string('y', 1 << 20)}",
        // bodies
        ["a negative length"] = $"{Batches}Content-Length: -1\r\n\r\n",
        ["a signed length"] = $"{Batches}Content-Length: +5\r\n\r\nabcde",
        ["a huge length"] = $"{Batches}Content-Length: 99999999999999999999\r\n\r\n",
        ["more than may be sent"] = $"{Batches}Content-Length: 9223372036854775807\r\n\r\n",
        ["a length in words"] = $"{Batches}Content-Length: five\r\n\r\nabcde",
        ["less than promised"] = $"{Batches}Content-Length: 100\r\n\r\nabc",
        ["a negative chunk"] = $"{Batches}{Chunked}\r\n-1\r\nabc\r\n0\r\n\r\n",
        ["a huge chunk"] = $"{Batches}{Chunked}\r\nFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
        ["a chunk that is no number"] = $"{Batches}{Chunked}\r\nxyz\r\nabc\r\n0\r\n\r\n",
        ["a chunk longer than said"] = $"{Batches}{Chunked}\r\n3\r\nabcdef\r\n0\r\n\r\n",
        ["a chunk without end"] = $"{Batches}{Chunked}\r\n5\r\nab",
        ["a chunk's long extension"] = $"{Batches}{Chunked}\r\n3;{new string('e', 1 << 20)}\r\nabc\r\n0\r\n\r\n",
        ["many trailers"] = $"{Batches}{Chunked}\r\n0\r\n{string.Concat(Enumerable.Range(0, 1_000).Select(n => $"X-{n}: y\r\n"))}\r\n",
        ["a trailer that is no UTF-8"] = $"{Batches}{Chunked}\r\n3\r\nabc\r\n0\r\nX: y\u00df\r\n\r\n",
        // what two servers would read differently: a second request behind the first
        ["two lengths"] = $"{Batches}Content-Length: 5\r\nContent-Length: {Hidden.Length}\r\n\r\nabcde{Hidden}",
        ["a list of lengths"] = $"{Batches}Content-Length: 5, {Hidden.Length}\r\n\r\nabcde{Hidden}",
        ["length, then chunks"] = $"{Batches}Content-Length: 5\r\n{Chunked}\r\n0\r\n\r\n{Hidden}",
        ["chunks, then length"] = $"{Batches}{Chunked}Content-Length: {5 + Hidden.Length}\r\n\r\n0\r\n\r\n{Hidden}",
        ["chunks in disguise"] = $"{Batches}Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Hidden}",
        ["chunks that are not last"] = $"{Batches}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Hidden}",
        ["chunks with a tab"] = $"{Batches}Transfer-Encoding:\u000bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Hidden}",
        ["chunks after a space"] = $"{Batches}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Hidden}",
        ["a line feed in a chunk's extension"] = $"{Batches}{Chunked}\r\n3;\nabc\r\n{Hidden.Length:x}\r\n{Hidden}0\r\n\r\n",
        ["chunks of HTTP/1.0"] = $"POST /citykit/v1/batches HTTP/1.0\r\nContent-Length: 5\r\n{Chunked}\r\n0\r\n\r\n{Hidden}",
    }.ToDictionary(request => request.Key, request => Bytes(request.Value));

    /// <summary>A right request with one to four changes; the same seed gives the same.</summary>
    internal static byte[] Mutated(int seed)
    {
        var random = new Random(seed);
        return Mutation.Of(Right[random.Next(Right.Length)], random);
    }

    /// <summary>The status of each answer in what came back.</summary>
    internal static List<int> StatusesOf(byte[] answers) =>
        [.. StatusLine().Matches(Encoding.Latin1.GetString(answers))
            .Select(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [GeneratedRegex(@"HTTP/1\.1 ([0-9]{3})")]
    private static partial Regex StatusLine();
}
