using CityKit.AlertDesk;
using CityKit.Cases.Flow;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Intake;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Configuring;

/// <summary>Whether a setup fits what is in force already: what commands changed, and open work items.</summary>
internal sealed class SetupCheck(HubSetup setup, MapsAtHand maps, FlowWords words)
{
    /// <exception cref="ArgumentException">It does not; the message says what and where.</exception>
    internal async ValueTask CheckAsync(HubConfiguration wanted, ICityStore store)
    {
        var work = new WorkInForce(setup, maps, words);
        work.Use(wanted);
        HubFiles.CheckTogether(work.Parts(wanted.Rules, wanted.Sensors));
        if (work.Engine.Profiles != ProfileCatalogue.BuiltIn
            && work.Engine.Profiles.All.Select(work.Missing).OfType<Refusal>().FirstOrDefault() is { } missing)
            throw new ArgumentException($"{missing.Message.En} {missing.Message.Zh}");
        var (_, first) = await OpenItems.InAsync(store, (profile, state) => !work.Engine.Knows(profile, state)).ConfigureAwait(false);
        if (first is { } lost)
            throw new ArgumentException(
                $"The profiles lack '{lost.Profile}' with the state '{lost.State}', and {lost.Number} is open in it: "
                + $"keep the profile until its items are closed. 业务类型“{lost.Profile}”缺少状态“{lost.State}”，而 {lost.Number} 尚未办结，请保留该类型直至办结。");
    }
}
