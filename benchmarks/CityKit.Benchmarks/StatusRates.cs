using System.Globalization;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Sm;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// The status of tokens in a list of a million entries, one in fifty revoked: checks, a list signed, a list verified; and SM2. Beside each the
/// least that anybody would write by hand, or Microsoft.IdentityModel. CPU time of the process, in rounds in turn.
/// </summary>
internal sealed class StatusRates
{
    private const int Rounds = 31;
    private const int Entries = 1_000_000;
    private const int Checks = 200_000;
    private const string Issuer = "https://issuer.example.cn";
    private const string Uri = "https://issuer.example.cn/lists/1";
    private static readonly StatusPolicy Day = new(Duration.FromHours(24));

    private readonly SigningKey key = SigningKey.Create("k1");
    private readonly StatusReference[] references;
    private readonly StatusListToken list;
    private readonly StatusListCache cache;
    private readonly IssuerRegistry registry;
    private readonly StatusRivals rivals;
    private readonly string token;
    private readonly Instant now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private StatusRates()
    {
        var random = new Random(1);
        var builder = new StatusListBuilder(1, Entries);
        for (var i = 0; i < Entries / 50; i++) builder[random.Next(Entries)] = 1;
        list = new StatusListToken(Uri, builder.Build(), now, now + Duration.FromDays(1), Duration.FromHours(12));
        token = list.Sign(key);
        registry = new IssuerRegistry([new Issuer(Issuer, [new IssuerKey(key.PublicKey, now)], [])]);
        cache = new StatusListCache(new OneList(token), registry, TimeProvider.System);
        references = [.. Enumerable.Range(0, 1024).Select(_ => new StatusReference(Uri, random.Next(Entries)))];
        rivals = new StatusRivals(key, Uri, list.List, token);
    }

    internal static async Task RunAsync()
    {
        var rates = new StatusRates();
        await rates.cache.CheckAsync(Issuer, rates.references[0], Day);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"list of {Entries} entries: token of {rates.token.Length} characters; {Rounds} rounds, median of CPU"));
        rates.Compare("check by the cache", "dictionary and bit, no age", Checks, rates.CheckByCache, rates.rivals.Check, rates.references);
        rates.Compare("check in a list at hand", "dictionary and bit, no age", Checks, rates.CheckInList, rates.rivals.Check, rates.references);
        Compare("verify and inflate a list", "IdentityModel, zlib", 20, rates.Verify, rates.rivals.Verify);
        Compare("compress and sign a list", "zlib, SignData", 5, rates.Sign, rates.rivals.Sign);
        CompareSm();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) rates.CheckByCache(rates.references[i]);
        Console.WriteLine($"allocated by 1,000 checks: {GC.GetAllocatedBytesForCurrentThread() - before} B");
    }

    private bool CheckByCache(StatusReference reference) => cache.CheckAsync(Issuer, reference, Day) is { IsCompleted: true } answer && answer.Result.Verdict == StatusVerdict.Valid;

    private bool CheckInList(StatusReference reference) => list.Check(reference.Index, now, Day).Verdict == StatusVerdict.Valid;

    private bool Verify() => StatusListToken.Verify(token, Uri, Issuer, registry, now, out _) is not null;

    private bool Sign() => list.Sign(key).Length > 0;

    private static void CompareSm()
    {
        var sm = Sm2Suite.Instance.Import(PublicJwk.Of("SM2", Convert.FromHexString("09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"),
            Convert.FromHexString("CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")))!;
        var signature = Convert.FromHexString("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
        using var es = SigningKey.Create();
        using var verifier = Es256Suite.Instance.Import(es.PublicKey)!;
        var esSignature = es.Sign("message digest"u8);
        Compare("verify SM2", "verify ES256", 50, () => sm.Verify("message digest"u8, signature), () => verifier.Verify("message digest"u8, esSignature));
    }

    private void Compare(string what, string rival, int calls, Func<StatusReference, bool> ours, Func<StatusReference, bool> theirs, StatusReference[] of)
    {
        if (!of.All(one => ours(one) == theirs(one))) throw new InvalidOperationException("The two roads disagree.");
        Write(what, rival, InTurn(() => Many(calls, of, ours), () => Many(calls, of, theirs)), calls);
    }

    private static void Compare(string what, string rival, int calls, Func<bool> ours, Func<bool> theirs)
    {
        if (!ours() || !theirs()) throw new InvalidOperationException($"'{what}' failed.");
        Write(what, rival, InTurn(() => Many(calls, ours), () => Many(calls, theirs)), calls);
    }

    private static void Many(int calls, StatusReference[] of, Func<StatusReference, bool> check)
    {
        for (var i = 0; i < calls; i++) check(of[i & (of.Length - 1)]);
    }

    private static void Many(int calls, Func<bool> work)
    {
        for (var i = 0; i < calls; i++) work();
    }

    private static (List<double> Ours, List<double> Theirs) InTurn(Action ours, Action theirs)
    {
        var (first, second) = (new List<double>(), new List<double>());
        ours();
        theirs();
        for (var round = 0; round < Rounds; round++)
        {
            first.Add(CpuSeconds(ours));
            second.Add(CpuSeconds(theirs));
        }
        return (first, second);
    }

    private static void Write(string what, string rival, (List<double> Ours, List<double> Theirs) of, int calls) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Median(of.Ours) * 1e6 / calls:0.000} us; {rival}: {Median(of.Theirs) * 1e6 / calls:0.000} us; ratio {Median([.. of.Ours.Zip(of.Theirs, (our, their) => our / their)]):0.00}"));

    private sealed class OneList(string token) : IStatusListSource
    {
        public Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation) => Task.FromResult(StatusFetch.Of(token));
    }
}
