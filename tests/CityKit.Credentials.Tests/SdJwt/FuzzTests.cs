using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>
/// Tokens made wild: 10⁵ in CI, 10⁷ with CITYKIT_ATTACKS=full. Each ends in a value or in a problem that names a part, never in an exception; and
/// what is taken means what the plainest reading of the RFC says it means. The issuer's key takes any signature, so that the wildness gets through.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Tokens = Environment.GetEnvironmentVariable("CITYKIT_ATTACKS") == "full" ? 10_000_000 : 100_000;
    private static readonly string[] Alphabet =
        ["{", "}", "[", "]", ",", ":", "\"", "\"_sd\":", "\"...\":", "\"_sd_alg\":", "\"a\"", "\"a\":", "\"b\":", "1", "-", "0.5e3", "null", "true", " ", "\\u0061",
            "\\ud800", "é", "\"iss\":", "\"exp\":", "\"cnf\":", "\"vct\":", "[[[[", "{\"x\":", "~", ".", "\0"];

    private readonly Easy easy = new();

    [Fact]
    public void Verify_WildTokens_EndInAValueOrAProblem()
    {
        var random = new Random(20261128);
        var seeds = Seeds();
        var (verifier, taken) = (EasyVerifier(), 0);
        for (var i = 0; i < Tokens; i++)
        {
            var token = Wild(random, seeds);
            var verified = i % 2 == 0 ? verifier.VerifyIssued(token, Now, out var problem) : verifier.VerifyPresentation(token, Request, Now, out problem);
            Assert.True(verified is null != problem is null, token);
            if (problem is not null) Assert.False(problem.Check.Length == 0 || problem.Part.Length == 0 || problem.Message.Zh.Length == 0, token);
            if (verified is not null) AssertMeans(token, verified);
            if (verified is not null) taken++;
            if (i % 16 == 0) Assert.NotEmpty(SdJwtInspector.Inspect(token));
        }
        Assert.InRange(taken, Tokens / 200, Tokens); // the wildness leaves some good ones, or nothing was tested
    }

    private static void AssertMeans(string token, VerifiedSdJwt verified)
    {
        var parsed = SdJwtToken.Parse(token, out _)!;
        var payload = JsonNode.Parse(Jws.Read(parsed.IssuerToken, "issuer", out _)!.Payload.Span)!;
        if (payload["_sd_alg"]?.GetValue<string>() is not (null or "sha-256")) return;
        Assert.True(JsonNode.DeepEquals(Expansion.Of(payload, parsed.Disclosures), JsonNode.Parse(verified.Claims.Utf8.Span)), token);
    }

    private static string Wild(Random random, string[] seeds) => random.Next(5) switch
    {
        0 => Cut(random, seeds),
        1 => Changed(random, seeds[random.Next(seeds.Length)]),
        2 => Made(random),
        3 => Shuffled(random, seeds[random.Next(seeds.Length)]),
        _ => WithPayload(random, seeds[random.Next(seeds.Length)]),
    };

    private static string Changed(Random random, string token)
    {
        var text = new StringBuilder(token);
        for (var changes = random.Next(1, 4); changes > 0; changes--) text[random.Next(text.Length)] = (char)random.Next(32, 128);
        return text.ToString();
    }

    private static string Cut(Random random, string[] seeds)
    {
        var (first, second) = (seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]);
        return first[..random.Next(first.Length)] + second[random.Next(second.Length)..];
    }

    /// <summary>A token of any payload and disclosures, many of which have their digest in it.</summary>
    private static string Made(Random random)
    {
        var disclosures = Enumerable.Range(0, random.Next(4)).Select(_ => Disclosure(DisclosureOf(random))).ToList();
        return Encoded(Payload(random, [.. disclosures.Select(Digest)]), disclosures);
    }

    private static string Payload(Random random, string[] digests)
    {
        var members = new List<string>();
        for (var i = random.Next(4); i > 0; i--)
            members.Add($"\"{(char)('a' + random.Next(6))}\":{(random.Next(3) == 0 ? Soup(random) : random.Next(2) == 0 ? "[1,{\"...\":\"" + Pick(random, digests) + "\"}]" : "2")}");
        if (random.Next(4) > 0) members.Add($"\"_sd\":[{string.Join(',', digests.Select(digest => $"\"{digest}\""))}]");
        return $"{{{string.Join(',', members)}}}";
    }

    private static string DisclosureOf(Random random) => random.Next(5) switch
    {
        0 => $"[\"s{random.Next()}\",{random.Next(9)}]",
        1 => $"[\"s{random.Next()}\",\"n{random.Next(4)}\",{{\"_sd\":[\"x{random.Next(99)}\"]}}]",
        2 => Soup(random),
        _ => $"[\"s{random.Next()}\",\"n{random.Next(4)}\",\"v\"]",
    };

    private static string Soup(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

    private static string Shuffled(Random random, string token)
    {
        var parts = token.Split('~');
        random.Shuffle(parts);
        return string.Join('~', random.Next(2) == 0 ? parts : parts.Append(parts[random.Next(parts.Length)]));
    }

    private static string WithPayload(Random random, string token)
    {
        var parts = token.Split('~');
        return Encoded(Soup(random), parts.Length > 1 ? parts[1..^1] : []) + parts[^1];
    }

    private static string Encoded(string payload, IReadOnlyList<string> disclosures) =>
        $"{Disclosure("""{"alg":"EASY"}""")}.{Disclosure(payload)}.AA~{string.Concat(disclosures.Select(text => text + "~"))}";

    private static string Pick(Random random, string[] texts) => texts.Length == 0 ? "d" : texts[random.Next(texts.Length)];

    private static string[] Seeds()
    {
        var issued = Issue("""{"iss":"i","exp":1827302400,"name":"Li","address":{"city":"Q","street":"1"},"papers":["A","B"]}""",
            "/name", "/address", "/address/city", "/papers/1");
        var vectors = JsonNode.Parse(Embedded.Text("sdjwt/rfc9901_vectors.json"))!["vectors"]!.AsArray();
        return [Present(issued, "/name"), Present(issued, "/address", "/papers"), issued.ToString(), .. vectors.Select(vector => vector!["compact"]!.GetValue<string>())];
    }

    private SdJwtVerifier EasyVerifier() => new(easy, new SdJwtPolicy { Suites = SignatureSuites.Default.With(easy), CachedCredentials = 64 });

    /// <summary>Takes any signature of its algorithm; and ES256 as it should be.</summary>
    private sealed class Easy : IIssuerKeys, ISignatureSuite, ISignatureVerifier
    {
        private readonly OneIssuer real = new(IssuerKey.PublicKey);

        public string Algorithm => "EASY";

        public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
        {
            problem = null;
            return query.Header.Algorithm == Algorithm ? this : real.Find(query, out problem);
        }

        public ISignatureVerifier? Import(PublicJwk key) => this;

        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => true;

        public void Dispose() { }
    }
}
