using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Tests.Status;

/// <summary>Tokens and lists from anybody end in a list or a problem: no exception, no memory beyond the limit. CITYKIT_TOKENS sets how many of each.</summary>
public sealed class StatusFuzzTests : IDisposable
{
    private const string Uri = "https://issuer.example/lists/1";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CITYKIT_TOKENS") ?? "100000", CultureInfo.InvariantCulture);
    private static readonly string[] Claims =
    [
        "\"sub\":\"https://issuer.example/lists/1\"", "\"sub\":7", "\"iat\":1", "\"iat\":1e9", "\"iat\":-1", "\"exp\":1", "\"exp\":99999999999999", "\"ttl\":0",
        "\"ttl\":60", "\"status_list\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}", "\"status_list\":{\"bits\":9}", "\"status_list\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
        "\"status\":{\"status_list\":{\"idx\":1,\"uri\":\"x\"}}", "\"iss\":null", "\"\\u0000\":\"\\ud800\"",
    ];

    private readonly TestIssuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void Verify_OfChangedTokens_EndsInAProblem()
    {
        const int Seed = 2101;
        var random = new Random(Seed);
        var whole = new StatusListToken(Uri, new StatusListBuilder(2, 5000) { [17] = 1 }.Build(), Now, Now + Duration.FromDays(1), Duration.FromHours(1)).Sign(issuer.Key);
        for (var round = 0; round < Rounds; round++)
        {
            var token = whole.ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--) token[random.Next(token.Length)] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 128);
            var length = random.Next(8) == 0 ? random.Next(token.Length) : token.Length;
            var text = new string(token, 0, length);
            var read = Verify(text, out var problem);
            if (read is null == problem is null || (read is not null && text != whole)) Assert.Fail($"seed {Seed}, round {round}: {problem}");
        }
    }

    [Fact] // signed by the issuer itself, with claims of all sorts
    public void Verify_OfSignedPayloadsOfAllSorts_EndsInAListOrAProblem()
    {
        const int Seed = 2102;
        var random = new Random(Seed);
        for (var round = 0; round < Rounds / 20; round++) // a signature costs more than all the rest
        {
            var payload = $"{{{string.Join(',', random.GetItems(Claims, random.Next(1, 6)))}}}";
            var read = Verify(JwsWriter.Sign(issuer.Key, StatusListToken.MediaType, Encoding.UTF8.GetBytes(payload)), out var problem);
            if (read is null == problem is null) Assert.Fail($"seed {Seed}, round {round}: {payload}");
        }
    }

    [Fact]
    public void Read_OfChangedLists_EndsInAListOrAnError()
    {
        const int Seed = 2103;
        var random = new Random(Seed);
        var zlib = new StatusListBuilder(4, 3000) { [5] = 7, [2999] = 15, [1500] = 1 }.Build().Deflate();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])zlib.Clone();
            for (var flips = random.Next(0, 5); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var cut = bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);
            var json = $$"""{"bits":{{random.Next(10)}},"lst":"{{Base64Url.EncodeToString(cut)}}"}""";
            var list = StatusList.Read(JsonText.Parse(Encoding.UTF8.GetBytes(json), out _)!, out var error);
            if (list is null == error is null || list?.Bytes.Length > StatusList.MaxBytes) Assert.Fail($"seed {Seed}, round {round}: {json}");
        }
    }

    [Fact]
    public void Read_OfChangedReferences_EndsInAReferenceOrAProblem()
    {
        const int Seed = 2104;
        var random = new Random(Seed);
        var whole = """{"status":{"status_list":{"idx":412,"uri":"https://revoke.example/1"}}}"""u8.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (JsonText.Parse(bytes, out _) is not { } payload) continue;
            var reference = StatusReference.Read(payload, out var problem);
            if (reference is not null && (problem is not null || reference.Index < 0 || reference.Uri.Length == 0)) Assert.Fail($"seed {Seed}, round {round}");
        }
    }

    private StatusListToken? Verify(string token, out CredentialProblem? problem) =>
        StatusListToken.Verify(token, Uri, "https://issuer.example", issuer.Keys, Now, out problem);
}
