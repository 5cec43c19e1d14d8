using CityKit.Core.Signing;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Trust;

public sealed class TrustBundleTests : IDisposable
{
    private static readonly Instant Made = Instant.FromUtc(2026, 11, 28, 8, 0);
    private readonly DeviceKey hub = DeviceKey.Create();
    private readonly SigningKey first = SigningKey.Create("k1");
    private readonly SigningKey second = SigningKey.Create("k2");

    public void Dispose()
    {
        hub.Dispose();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Open_OfASignedBundle_HasAllOfIt()
    {
        var signed = Open(SignedTrustBundle.Sign(New(), hub).Encode(), out var problem);
        Assert.Null(problem);
        var bundle = signed!.Content;
        Assert.Equal((7, Made, Made + Duration.FromHours(24)), (bundle.Version, bundle.MadeAt, bundle.ValidUntil));
        Assert.Equal(["city", "station"], bundle.Issuers.Select(issuer => issuer.Issuer.Id));
        var station = bundle.Issuers[1];
        Assert.Equal(["rider", "visitor"], station.Issuer.Types);
        Assert.Equal([("k1", Made - Duration.FromDays(400), Made), ("k2", Made - Duration.FromDays(1), (Instant?)null)],
            station.Issuer.Keys.Select(key => (key.Key.Id, key.From, key.Until)));
        Assert.Equal(second.PublicKey, station.Issuer.Keys[1].Key);
        Assert.Equal((1, 0), (bundle.FindList("station", 0)!.List.List[4711], bundle.FindList("station", 0)!.List.List[4712]));
    }

    [Fact]
    public void Encode_OfTheSameContentInAnotherOrder_IsTheSameBytes()
    {
        var bundle = New();
        var turned = bundle with
        {
            Issuers = [.. bundle.Issuers.Reverse().Select(one => new BundledIssuer(
                one.Issuer with { Keys = [.. one.Issuer.Keys.Reverse()], Types = [.. one.Issuer.Types.Reverse()] },
                    [.. one.Lists.Reverse()]))],
        };
        Assert.Equal(bundle.Encode(), turned.Encode());
        Assert.Equal(bundle.Encode(), TrustBundle.Decode(bundle.Encode(), out _)!.Encode());
    }

    [Fact]
    public void FindList_OfAnotherIssuer_FindsNothing()
    {
        var bundle = New();
        Assert.NotNull(bundle.FindList("station", "https://station.example/0"));
        Assert.Null(bundle.FindList("city", "https://station.example/0"));
        Assert.Null(bundle.FindList("station", 2));
        Assert.Null(bundle.FindList("nobody", 0));
    }

    [Theory]
    [InlineData(-61, BundleFreshness.NotYet)]
    [InlineData(-60, BundleFreshness.Fresh)]
    [InlineData(86_399, BundleFreshness.Fresh)]
    [InlineData(86_400, BundleFreshness.Grace)]
    [InlineData(86_400 + 259_199, BundleFreshness.Grace)]
    [InlineData(86_400 + 259_200, BundleFreshness.Stale)]
    public void FreshnessAt_AroundItsTimes_IsStaleAfterTheGrace(int seconds, BundleFreshness freshness) =>
        Assert.Equal(freshness, New().FreshnessAt(Made + Duration.FromSeconds(seconds), TrustBundle.DefaultGrace));

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    [InlineData(6, false)]
    public void Replaces_OnlyWithAHigherVersion(int version, bool replaces)
    {
        Assert.Equal(replaces, (New() with { Version = version }).Replaces(New()));
        Assert.True(New().Replaces(null));
    }

    [Fact]
    public void ToRegistry_VerifiesByItsKeysAndTypes()
    {
        var registry = New().ToRegistry();
        Assert.True(registry.Find("station")!.MayIssue("rider"));
        Assert.False(registry.Find("city")!.MayIssue("rider"));
        Assert.NotNull(registry.FindKey("station", "k2", "ES256", Made, out _));
    }

    [Fact]
    public void Open_OfABundleThatAnotherSigned_ReadsNothing()
    {
        using var other = DeviceKey.Create();
        Assert.Null(Open(SignedTrustBundle.Sign(New(), other).Encode(), out var problem));
        Assert.Equal(("signature", "trust bundle"), (problem!.Check, problem.Part));
        Assert.Contains(hub.Public.Print.ToString(), problem.Message.En, StringComparison.Ordinal);
    }

    [Fact] // a flipped bit is found by the form or by the signature, never taken
    public void Open_WithAnyByteChanged_IsRefused()
    {
        var envelope = SignedTrustBundle.Sign(Small(), hub).Encode();
        for (var i = 0; i < envelope.Length; i++)
        {
            var changed = (byte[])envelope.Clone();
            changed[i] ^= 1;
            Assert.Null(Open(changed, out var problem));
            Assert.Contains(problem!.Check, new[] { "form", "signature" });
        }
    }

    [Fact]
    public void Open_OfAnyShorterText_IsRefused()
    {
        var envelope = SignedTrustBundle.Sign(Small(), hub).Encode();
        for (var length = 0; length < envelope.Length; length++) Assert.Null(Open(envelope[..length], out _));
        Assert.Null(Open(new byte[TrustBundle.MaxBytes + 1], out var problem));
        Assert.Contains("at most 8388608", problem!.Message.En, StringComparison.Ordinal);
    }

    [Fact] // what only the holder of the hub's key can send still has one form and its limits
    public void Decode_OfAnythingButTheOneForm_SaysWhatIsWrong()
    {
        var bytes = Small().Encode();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0x41;
            if (TrustBundle.Decode(changed, out var error) is { } read) Assert.Equal(changed, read.Encode());
            else Assert.NotEmpty(error!.Expected.En);
        }
    }

    [Fact]
    public void Decode_OfRandomBytes_NeverThrows()
    {
        var random = new Random(3);
        var bytes = New().Encode().AsSpan(0, 400).ToArray();
        for (var i = 0; i < Fuzz.Rounds / 5; i++)
        {
            var changed = (byte[])bytes.Clone();
            for (var k = random.Next(1, 6); k > 0; k--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Assert.Null(TrustBundle.Decode(changed.AsSpan(0, random.Next(changed.Length)), out var error));
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void Encode_OfWhatIsOutOfItsRange_IsRefused()
    {
        var bundle = New();
        AssertRefused(bundle with { Version = 0 }, "version");
        AssertRefused(bundle with { ValidUntil = Made }, "end");
        AssertRefused(bundle with { MadeAt = Made + Duration.Epsilon }, "whole seconds");
        AssertRefused(bundle with { Issuers = [.. bundle.Issuers, bundle.Issuers[0]] }, "different ids");
        AssertRefused(bundle with { Issuers = [.. Enumerable.Range(0, 257).Select(i => new BundledIssuer(new Issuer($"i{i}", [], []),
            []))] }, "at most 256");
        var issuer = bundle.Issuers[0];
        AssertRefused(bundle with { Issuers = [issuer with { Lists = [List(0, "a"), List(0, "b")] }] },
            "numbers of lists must be different");
        AssertRefused(bundle with { Issuers = [issuer with { Lists = [List(0, "a"), List(1, "a")] }] }, "URIs");
        AssertRefused(bundle with { Issuers = [issuer with { Issuer = issuer.Issuer with { Types = ["a", "a"] } }] }, "each type once");
        AssertRefused(bundle with { Issuers = [issuer with { Issuer = issuer.Issuer with { Id = new string('x', 513) } }] }, "512");
    }

    [Fact]
    public void Encode_OfMoreThanTheLimit_SaysWhatToDo()
    {
        var large = new StatusListToken("https://a.example", StatusList.FromBytes(8, new byte[StatusList.MaxBytes]), Made);
        var lists = Enumerable.Range(0, 2).Select(i => new BundledList(i, large with { Uri = $"https://a.example/{i}" }));
        AssertRefused(New() with { Issuers = [new BundledIssuer(new Issuer("a", [], []), [.. lists])] }, "fewer lists");
    }

    [Fact] // what a gate of a city of a million passes carries
    public void Encode_OfAMillionEntries_TakesTheirBits()
    {
        var list = new StatusListToken("https://a.example", new StatusListBuilder(2, 1_000_000).Build(), Made);
        var bytes = (New() with { Issuers = [new BundledIssuer(new Issuer("a", [], []), [new BundledList(0, list)])] }).Encode();
        Assert.InRange(bytes.Length, 250_000, 250_200);
    }

    private static void AssertRefused(TrustBundle bundle, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => bundle.Encode()).Message, StringComparison.Ordinal);

    private static BundledList List(int number, string uri) =>
        new(number, new StatusListToken(uri, new StatusListBuilder(1, 8) { [3] = 1 }.Build(), Made, Made + Duration.FromHours(1)));

    private SignedTrustBundle? Open(byte[] envelope, out CredentialProblem? problem) =>
        SignedTrustBundle.Open(envelope, hub.Public, out problem);

    private TrustBundle Small() => new(1, Made, Made + Duration.FromHours(1),
        [new BundledIssuer(new Issuer("a", [new IssuerKey(first.PublicKey, Made)], ["t"]), [List(0, "u")])]);

    private TrustBundle New()
    {
        var statuses = new StatusListBuilder(1, 10_000) { [4711] = 1 }.Build();
        var city = new Issuer("city", [new IssuerKey(first.PublicKey, Made)], ["resident"]);
        var station = new Issuer("station", [new IssuerKey(second.PublicKey, Made - Duration.FromDays(1)),
            new IssuerKey(first.PublicKey, Made - Duration.FromDays(400), Made)], ["visitor", "rider"]);
        return new TrustBundle(7, Made, Made + Duration.FromHours(24), [
            new BundledIssuer(station, [new BundledList(1, new StatusListToken("https://station.example/1", statuses, Made,
                Made + Duration.FromDays(2))),
                new BundledList(0, new StatusListToken("https://station.example/0", statuses, Made))]),
            new BundledIssuer(city, []),
        ]);
    }
}
