using CityKit.Archiving;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.RuleTrials;

/// <summary>
/// Decides a hub's journal again in memory, with other rules or its own: rules, sensors, calendar, policy and profiles are the journal's.
/// What a trial cannot know (modules, keys, maps, what people decided about alerts that are not raised now) is passed over.
/// </summary>
internal sealed class TrialReplay : IAsyncDisposable
{
    private readonly ReplayRun run;
    private readonly ReadOnlyMemory<byte>? rules;

    private TrialReplay(ReplayRun run, ReadOnlyMemory<byte>? rules) => (this.run, this.rules) = (run, rules);

    internal ReplayRun Run => run;

    /// <param name="rules">The rule file in place of the journal's; null for those.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async ValueTask<TrialReplay> StartAsync(ReadOnlyMemory<byte>? rules, CancellationToken cancellationToken)
    {
        var setup = new HubSetup
        {
            Options = new HubOptions(),
            Configuration = new HubConfiguration(HubConfiguration.NoRules, HubConfiguration.NoSensors),
            Profiles = ProfileCatalogue.BuiltIn,
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
        };
        return new TrialReplay(await ReplayRun.StartAsync(setup, NullLogger.Instance, cancellationToken).ConfigureAwait(false), rules);
    }

    /// <summary>A journal's entries, with the payloads of an archive.</summary>
    internal static IAsyncEnumerable<JournalEntry> EntriesOf(ICityStore store, JournalArchive? archive, CancellationToken cancellationToken)
    {
        var all = store.ReadJournalAsync(0, cancellationToken);
        return archive?.FillAsync(all, cancellationToken) ?? all;
    }

    /// <summary>Decides the next entry.</summary>
    /// <exception cref="FormatException">It is damaged, or pruned and in no archive.</exception>
    internal async ValueTask TakeAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (With(run.Read(entry)) is { } input) await run.ApplyAsync(input, entry, cancellationToken).ConfigureAwait(false);
        if (run.LastNumber != entry.Number) await run.PassAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();

    private HubInput? With(HubInput input) => input switch
    {
        HubInput.Command { Asked: UndeclaredCommand } => null,
        HubInput.Command { Asked: PutRules } when rules is not null => null,
        HubInput.Configure configure when rules is { } file =>
            configure with { Configuration = configure.Configuration with { Rules = file } },
        _ => input,
    };
}
