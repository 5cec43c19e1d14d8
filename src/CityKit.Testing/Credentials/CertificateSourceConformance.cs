using CityKit.Credentials.Sources;
using CityKit.Testing.Conformance;
using CityKit.Testing.Stores;

namespace CityKit.Testing.Credentials;

/// <summary>
/// What every <see cref="ICertificateSource"/> promises, as plain methods: give it a way to build a bench, and call them all from any test
/// framework, or from none.
/// </summary>
/// <param name="open">Opens a source that can be reached.</param>
/// <example><code>
/// var suite = new CertificateSourceConformance(openSource); // openSource: your ICertificateSourceBench
/// foreach (var check in suite.Checks) await check.RunAsync();
/// </code></example>
public sealed class CertificateSourceConformance(Func<ICertificateSourceBench> open)
{
    private const int LongestName = 64;
    private const int MostTurns = 100;

    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<StoreCheck> Checks =>
    [
        new(nameof(Name_Always_HasOneTo64Characters), Name_Always_HasOneTo64Characters),
        new(nameof(Ask_ForWhatItHas_ComesToItInTheEnd), Ask_ForWhatItHas_ComesToItInTheEnd),
        new(nameof(Ask_AgainWithTheSameId_GivesTheSame), Ask_AgainWithTheSameId_GivesTheSame),
        new(nameof(Ask_ForWhatItHasNot_IsMissing), Ask_ForWhatItHasNot_IsMissing),
        new(nameof(Ask_Later_NamesAMomentToCome), Ask_Later_NamesAMomentToCome),
        new(nameof(Ask_ManyAtOnce_GivesEachItsOwn), Ask_ManyAtOnce_GivesEachItsOwn),
        new(nameof(Ask_Unreachable_IsAnIOExceptionAndLaterAnswered), Ask_Unreachable_IsAnIOExceptionAndLaterAnswered),
        new(nameof(Ask_GivenUp_IsCancelled), Ask_GivenUp_IsCancelled),
        new(nameof(Ask_Nothing_IsTheCallersError), Ask_Nothing_IsTheCallersError),
    ];

    /// <summary>People can call it by a name.</summary>
    public async Task Name_Always_HasOneTo64Characters()
    {
        await using var bench = open();
        Expect.True(bench.Source.Name is { Length: > 0 and <= LongestName },
            $"the name '{bench.Source.Name}' has 1 to {LongestName} characters");
    }

    /// <summary>What it has comes, at once or when it said, and is of the holder and type that were asked for.</summary>
    public async Task Ask_ForWhatItHas_ComesToItInTheEnd()
    {
        await using var bench = open();
        var query = bench.Known("q-1");
        ExpectFor(query, await ComeToAsync(bench, query).ConfigureAwait(false));
    }

    /// <summary>Asked again with the same id it goes on with the same request, also after it answered.</summary>
    public async Task Ask_AgainWithTheSameId_GivesTheSame()
    {
        await using var bench = open();
        var first = await ComeToAsync(bench, bench.Known("q-1")).ConfigureAwait(false);
        var again = await bench.Source.AskAsync(bench.Known("q-1")).ConfigureAwait(false);
        Expect.Equal(first.Certificate?.Identifier, again.Certificate?.Identifier, "the certificate that was given again");
    }

    /// <summary>What it does not have is missing, which is no error.</summary>
    public async Task Ask_ForWhatItHasNot_IsMissing()
    {
        await using var bench = open();
        var answer = await ComeToAsync(bench, bench.Unknown("q-1")).ConfigureAwait(false);
        Expect.Equal(SourceOutcome.Missing, answer.Outcome, "the outcome");
        Expect.True(answer.Certificate is null, "what is missing has no certificate");
    }

    /// <summary>One that answers later says when, and that is to come.</summary>
    public async Task Ask_Later_NamesAMomentToCome()
    {
        await using var bench = open();
        var answer = await bench.Source.AskAsync(bench.Known("q-1")).ConfigureAwait(false);
        if (answer.Outcome == SourceOutcome.Later) Expect.True(answer.AgainAt > bench.Now, $"{answer.AgainAt} is after {bench.Now}");
    }

    /// <summary>Requests do not get mixed up.</summary>
    public async Task Ask_ManyAtOnce_GivesEachItsOwn()
    {
        await using var bench = open();
        var queries = Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? bench.Known($"q-{n}") : bench.Unknown($"q-{n}")).ToArray();
        await Task.WhenAll(queries.Select(query => bench.Source.AskAsync(query).AsTask())).ConfigureAwait(false);
        foreach (var (n, query) in queries.Index())
        {
            var answer = await ComeToAsync(bench, query).ConfigureAwait(false);
            Expect.Equal(n % 2 == 0 ? SourceOutcome.Found : SourceOutcome.Missing, answer.Outcome, $"the outcome of {query.Id}");
        }
    }

    /// <summary>While it cannot be reached it throws what is tried again, and asked again it answers.</summary>
    public async Task Ask_Unreachable_IsAnIOExceptionAndLaterAnswered()
    {
        await using var bench = open();
        if (!bench.SetReachable(false)) return;
        await Expect.ThrowsAsync<IOException>(() => bench.Source.AskAsync(bench.Known("q-1")).AsTask()).ConfigureAwait(false);
        bench.SetReachable(true);
        ExpectFor(bench.Known("q-1"), await ComeToAsync(bench, bench.Known("q-1")).ConfigureAwait(false));
    }

    /// <summary>Who gives up does not wait.</summary>
    public async Task Ask_GivenUp_IsCancelled()
    {
        await using var bench = open();
        var givenUp = new CancellationToken(canceled: true);
        await Expect.ThrowsAsync<OperationCanceledException>(() => bench.Source.AskAsync(bench.Known("q-1"), givenUp).AsTask())
            .ConfigureAwait(false);
    }

    /// <summary>No question is the caller's mistake.</summary>
    public async Task Ask_Nothing_IsTheCallersError()
    {
        await using var bench = open();
        await Expect.ThrowsAsync<ArgumentNullException>(() => bench.Source.AskAsync(null!).AsTask()).ConfigureAwait(false);
    }

    /// <summary>Asks until there is an answer, each time when the source said.</summary>
    private static async Task<SourceAnswer> ComeToAsync(ICertificateSourceBench bench, SourceQuery query)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var answer = await bench.Source.AskAsync(query).ConfigureAwait(false);
            if (answer.Outcome != SourceOutcome.Later) return answer;
            await bench.MoveToAsync(answer.AgainAt!.Value).ConfigureAwait(false);
        }
        throw new ConformanceException($"The source answered 'later' {MostTurns} times to {query.Id}.");
    }

    private static void ExpectFor(SourceQuery query, SourceAnswer answer)
    {
        Expect.Equal(SourceOutcome.Found, answer.Outcome, "the outcome");
        var (identifier, holder) = (answer.Certificate!.Identifier, answer.Certificate.Holder);
        Expect.Equal(query.Type, identifier.Type, "the type of the certificate");
        Expect.Equal((query.Holder.Code, query.Holder.CodeKind), (holder.Code, holder.CodeKind), "its holder");
    }
}
