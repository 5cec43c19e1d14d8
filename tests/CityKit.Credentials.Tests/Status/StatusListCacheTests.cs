using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Credentials.Tests.Status;

public sealed class StatusListCacheTests : IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Uri = "https://issuer.example/lists/1";
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly StatusPolicy Day = new(Duration.FromHours(24));
    private readonly TestIssuer issuer = new();
    private readonly FakeTimeProvider time = new(Start.ToDateTimeOffset());
    private readonly TestSource source = new();
    private readonly StatusListCache cache;

    public StatusListCacheTests() => cache = new StatusListCache(source, issuer.Keys, time);

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task Check_WithinTheTimeToLive_FetchesOnce()
    {
        source.Publish(Uri, Token(live: 600));
        Assert.Equal(StatusVerdict.Valid, await Check(0));
        Assert.Equal(StatusVerdict.Revoked, await Check(1));
        time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(StatusVerdict.Suspended, await Check(2));
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task Check_AfterTheTimeToLive_FetchesAgain()
    {
        source.Publish(Uri, Token(live: 600));
        await Check(0);
        time.Advance(TimeSpan.FromSeconds(600));
        source.Publish(Uri, Token(live: 600, revoked: 0));
        Assert.Equal(StatusVerdict.Revoked, await Check(0));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task Check_AfterTheListsEnd_FetchesAgainAlthoughItsTimeToLiveIsLonger()
    {
        source.Publish(Uri, Token(live: 6000, expires: 300));
        await Check(0);
        time.Advance(TimeSpan.FromSeconds(300));
        source.Publish(Uri, Token(live: 6000));
        Assert.Equal(StatusVerdict.Valid, await Check(0));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task Check_WithoutTimeToLive_UsesTheOptions()
    {
        source.Publish(Uri, Token());
        await Check(0);
        time.Advance(TimeSpan.FromSeconds(899));
        await Check(0);
        Assert.Equal(1, source.Fetches);
        time.Advance(TimeSpan.FromSeconds(1));
        await Check(0);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task Check_WhenTheFetchFails_GoesOnWithTheOldListUntilItIsTooOld()
    {
        source.Publish(Uri, Token(live: 600));
        await Check(0);
        source.Fail(Uri);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((StatusVerdict.Valid, StatusVerdict.Revoked), (await Check(0), await Check(1)));
        Assert.Equal("fetch", cache.ProblemOf(Issuer, Uri)!.Check);
        time.Advance(TimeSpan.FromHours(23) + TimeSpan.FromSeconds(1));
        Assert.Equal((StatusVerdict.Stale, StatusVerdict.Stale), (await Check(0), await Check(1)));
        source.Publish(Uri, Token(live: 600));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(StatusVerdict.Valid, await Check(0));
        Assert.Null(cache.ProblemOf(Issuer, Uri));
    }

    [Fact]
    public async Task Check_WhenTheFetchFailed_TriesAgainOnlyAfterAWhile()
    {
        source.Fail(Uri);
        for (var i = 0; i < 5; i++) Assert.Equal(StatusVerdict.Unknown, await Check(0));
        Assert.Equal(1, source.Fetches);
        time.Advance(TimeSpan.FromSeconds(30));
        await Check(0);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task Check_WithoutAnyList_SaysWhyThereIsNone()
    {
        source.Fail(Uri);
        var answer = await cache.CheckAsync(Issuer, new StatusReference(Uri, 0), Day);
        Assert.Contains("no network today", answer.ToProblem("p")!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAListTooOldForThisPolicyButFresh_AsksForANewerOne()
    {
        source.Publish(Uri, Token(live: 86_400));
        var strict = new StatusPolicy(Duration.FromMinutes(10));
        await Check(0);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(StatusVerdict.Stale, (await cache.CheckAsync(Issuer, new StatusReference(Uri, 0), strict)).Verdict);
        Assert.Equal(StatusVerdict.Valid, await Check(0));
        Assert.Equal(2, source.Fetches);
        source.Publish(Uri, Token(live: 86_400));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(StatusVerdict.Valid, (await cache.CheckAsync(Issuer, new StatusReference(Uri, 0), strict)).Verdict);
    }

    [Fact]
    public async Task Check_WhenAnOlderListIsServed_KeepsTheNewerOne()
    {
        var old = Token(live: 60);
        time.Advance(TimeSpan.FromSeconds(10));
        source.Publish(Uri, Token(live: 60, revoked: 0));
        Assert.Equal(StatusVerdict.Revoked, await Check(0));
        source.Publish(Uri, old);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(StatusVerdict.Revoked, await Check(0));
        Assert.Equal("older", cache.ProblemOf(Issuer, Uri)!.Check);
    }

    [Fact]
    public async Task Check_WhenAnythingButTheListIsServed_SaysWhatIsWrong()
    {
        source.Publish(Uri, "not.a.token");
        Assert.Equal(StatusVerdict.Unknown, await Check(0));
        Assert.NotNull(cache.ProblemOf(Issuer, Uri));
    }

    [Fact]
    public async Task Check_OfTwoIssuers_NeverUsesOnesListForTheOther()
    {
        source.Publish(Uri, Token());
        Assert.Equal(StatusVerdict.Valid, await Check(0));
        Assert.Equal(StatusVerdict.Unknown, (await cache.CheckAsync("https://other.example", new StatusReference(Uri, 0), Day)).Verdict);
        Assert.Equal("issuer", cache.ProblemOf("https://other.example", Uri)!.Check);
    }

    [Fact]
    public async Task Check_ByManyAtOnce_IsOneFetch()
    {
        source.Publish(Uri, Token(live: 600));
        source.Hold();
        var checks = Enumerable.Range(0, 50).Select(_ => Check(0)).ToArray();
        Assert.All(checks, check => Assert.False(check.IsCompleted));
        source.Release();
        Assert.All(await Task.WhenAll(checks), verdict => Assert.Equal(StatusVerdict.Valid, verdict));
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task Check_WhenOneOfTheWaitersGivesUp_ServesTheOthers()
    {
        source.Publish(Uri, Token(live: 600));
        source.Hold();
        using var stop = new CancellationTokenSource();
        var gaveUp = cache.CheckAsync(Issuer, new StatusReference(Uri, 0), Day, stop.Token).AsTask();
        var patient = Check(0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        source.Release();
        Assert.Equal((StatusVerdict.Valid, 1), (await patient, source.Fetches));
    }

    [Fact]
    public async Task Check_OfMoreListsThanAreKept_KeepsTheNumber()
    {
        var small = new StatusListCache(source, issuer.Keys, time, new StatusCacheOptions { MaxLists = 2 });
        for (var i = 0; i < 5; i++) source.Publish($"{Uri}{i}", Token(uri: $"{Uri}{i}"));
        for (var i = 0; i < 5; i++) Assert.Equal(StatusVerdict.Valid, (await small.CheckAsync(Issuer, new StatusReference($"{Uri}{i}", 0), Day)).Verdict);
        Assert.Equal(StatusVerdict.Valid, (await small.CheckAsync(Issuer, new StatusReference($"{Uri}4", 0), Day)).Verdict);
        Assert.Equal(5, source.Fetches);
        Assert.Throws<ArgumentException>(() => new StatusListCache(source, issuer.Keys, time, new StatusCacheOptions { MaxLists = 0 }));
    }

    [Fact]
    public async Task Check_OfAListAtHand_AllocatesNothing()
    {
        source.Publish(Uri, Token(live: 600));
        await Check(0);
        var reference = new StatusReference(Uri, 1);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++) Assert.True(cache.CheckAsync(Issuer, reference, Day).IsCompleted);
        }));
    }

    private async Task<StatusVerdict> Check(int index) => (await cache.CheckAsync(Issuer, new StatusReference(Uri, index), Day)).Verdict;

    private string Token(int live = 0, int expires = 0, int revoked = 1, string uri = Uri)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var list = new StatusListBuilder(2, 1000) { [revoked] = 1, [2] = 2 }.Build();
        return new StatusListToken(uri, list, now, expires == 0 ? null : now + Duration.FromSeconds(expires),
            live == 0 ? null : Duration.FromSeconds(live)).Sign(issuer.Key);
    }

    private sealed class TestSource : IStatusListSource
    {
        private readonly Dictionary<string, StatusFetch> published = [];
        private TaskCompletionSource? held;
        private int fetches;

        internal int Fetches => fetches;

        internal void Publish(string uri, string token) => published[uri] = StatusFetch.Of(token);

        internal void Fail(string uri) => published[uri] = StatusFetch.Failed(new CredentialProblem("fetch", "status list", new("今天没有网络", "no network today")));

        internal void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Release() => held!.SetResult();

        public async Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation)
        {
            Interlocked.Increment(ref fetches);
            if (held is not null) await held.Task;
            return published[uri];
        }
    }
}
