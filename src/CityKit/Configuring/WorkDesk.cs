using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Checking;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Configuring;

/// <summary>
/// Changes profiles, policy, calendar and grids while the hub runs. What a start would refuse is refused here, with line and column.
/// </summary>
/// <param name="inForce">What is in force.</param>
/// <param name="judge">Has the rules and sensors in force.</param>
internal sealed class WorkDesk(ConfigurationInForce inForce, Judge judge)
{
    private readonly WorkInForce work = inForce.Work;
    private const int MostNamed = 10;

    /// <summary>What is in the journal was checked then, by classes and maps that may not be at hand any more.</summary>
    /// <param name="asked">The command.</param>
    /// <param name="isKept">Whether it is in the journal already.</param>
    /// <param name="store">What is open.</param>
    internal async ValueTask<ConfigurationAnswer> TakeAsync(HubCommand asked, bool isKept, ICityStore store)
    {
        if (!isKept && await RefuseAsync(asked, store).ConfigureAwait(false) is { } refusal) return ConfigurationAnswer.Refused(refusal);
        var orphans = inForce.Put(work.After(asked, judge.Configuration)!);
        return ConfigurationAnswer.Done(orphans, judge.HasBegun ? attempt => RuleFailures.End(attempt) : null);
    }

    private async ValueTask<Refusal?> RefuseAsync(HubCommand asked, ICityStore store) => asked switch
    {
        PutPolicy put => Refuse(put),
        PutCalendar put => WorkCalendar.Read(Encoding.UTF8.GetBytes(put.File), out var errors) is null
            ? ConfigurationDesk.Wrong("bad-calendar", errors) : null,
        PutProfile put => await RefuseAsync(put, store).ConfigureAwait(false),
        RetireProfile retire => await RefuseAsync(retire.Profile, store).ConfigureAwait(false),
        PutGrids put => Refuse(put.Map!),
        _ => null,
    };

    private Refusal? Refuse(PutPolicy put)
    {
        if (PolicyReader.Read(Encoding.UTF8.GetBytes(put.File), out var errors) is not { } policy)
            return ConfigurationDesk.Wrong("bad-policy", errors);
        var names = new NameCheck(Parts() with { Policy = policy });
        return names.Policy() is { Count: > 0 } wrong ? ConfigurationDesk.Wrong("bad-policy", wrong) : RulesName(names);
    }

    private async ValueTask<Refusal?> RefuseAsync(PutProfile put, ICityStore store)
    {
        if (ProfileReader.Read(Encoding.UTF8.GetBytes(put.File), out var errors) is not { } profile)
            return ConfigurationDesk.Wrong("bad-profile", errors);
        var all = work.Engine.Profiles.With(profile);
        if (ProfileCatalogue.Read(all.ToUtf8(), out errors) is null) // together they are too large for one text
            return ConfigurationDesk.Wrong("bad-profile", HubFiles.WithoutPlace(errors));
        if (work.Missing(profile) is { } missing) return missing;
        var open = profile.States.Where(known => !known.Closed).Select(known => known.Id).ToHashSet();
        return await HasItemsAsync(profile.Id, state => !open.Contains(state), store).ConfigureAwait(false)
            ?? Named(all);
    }

    private async ValueTask<Refusal?> RefuseAsync(string profile, ICityStore store)
    {
        if (!work.Engine.Profiles.TryGet(profile, out _))
            return Refusal.Of("not-found", $"There is no profile '{profile}'.", $"没有业务类型“{profile}”。");
        return await HasItemsAsync(profile, _ => true, store).ConfigureAwait(false)
            ?? await HasLeadsAsync(profile, store).ConfigureAwait(false)
            ?? Named(work.Engine.Profiles.Without(profile));
    }

    private Refusal? Refuse(GridMap map)
    {
        string[] lost = [.. judge.Sensors.Register.Sensors.Where(sensor => sensor.Grid is { } grid && !map.TryGet(grid, out _))
            .Take(MostNamed).Select(sensor => $"{sensor.Key} ({sensor.Grid})")];
        return lost.Length == 0 ? null : Refusal.Of("bad-grids",
            $"The map lacks grids that sensors name: {string.Join(", ", lost)}. Change the sensors first.",
            $"该图缺少传感器所在的网格：{string.Join("、", lost)}；请先修改传感器。");
    }

    /// <summary>Whether policy and rules in force get along with other profiles.</summary>
    private Refusal? Named(ProfileCatalogue profiles)
    {
        var names = new NameCheck(Parts() with { Profiles = profiles });
        return names.Policy() is { Count: > 0 } wrong
            ? InUse("policy", "办理规则", HubFiles.WithoutPlace(wrong))
            : RulesName(names);
    }

    private static Refusal? RulesName(NameCheck names) => names.Rules() is { Count: > 0 } wrong ? InUse("rules", "规则", wrong) : null;

    private static Refusal InUse(string en, string zh, IReadOnlyList<ConfigError> errors)
    {
        var wrong = ConfigurationDesk.Wrong("in-use", errors);
        return wrong with
        {
            Message = new LocalizedText($"现行{zh}与之不符，请先修改{zh}。{wrong.Message.Zh}",
                $"The {en} in force would no longer fit: change the {en} first. {wrong.Message.En}"),
        };
    }

    private static async ValueTask<Refusal?> HasItemsAsync(string profile, Func<string, bool> isLost, ICityStore store)
    {
        var (count, first) = await OpenItems.InAsync(store, (known, state) => known == profile && isLost(state)).ConfigureAwait(false);
        return first is null ? null : Refusal.Of("in-use",
            $"{count} open work item(s) have the profile '{profile}', such as {first.Number} in the state '{first.State}': "
            + "close them first.",
            $"业务类型“{profile}”尚有 {count} 个未结工作项，如 {first.Number}（状态“{first.State}”），请先办结。");
    }

    private static async ValueTask<Refusal?> HasLeadsAsync(string profile, ICityStore store)
    {
        var leads = await store.CountAsync(LeadDocuments.Kind.Query().Where(LeadDocuments.OpenProfile, profile)).ConfigureAwait(false);
        return leads == 0 ? null : Refusal.Of("in-use",
            $"{leads} open lead(s) have the profile '{profile}': confirm or dismiss them first.",
            $"业务类型“{profile}”尚有 {leads} 条未处理线索，请先处理。");
    }

    private CityParts Parts() => work.Parts(judge.Configuration!.Rules, default);
}
