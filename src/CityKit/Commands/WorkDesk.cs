using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Checking;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Deciding;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Changes profiles, policy, calendar and grids while the hub runs. What a start would refuse is refused here, with line and column.
/// </summary>
/// <param name="work">What is in force.</param>
/// <param name="judge">Has the rules and sensors in force.</param>
/// <param name="putInForce">Puts another configuration in force.</param>
internal sealed class WorkDesk(WorkInForce work, Judge judge, Action<HubConfiguration, HubChanges> putInForce)
{
    private const int MostNamed = 10;

    /// <summary>What is in the journal was checked then, by classes and maps that may not be at hand any more.</summary>
    internal CommandAnswer Take(HubInput.Command input, HubChanges changes)
    {
        if (!input.IsKept && Refuse(input.Asked, input.Actor, changes.State) is { } refusal) return CommandAnswer.Refused(refusal);
        putInForce(work.After(input.Asked, judge.Configuration)!, changes);
        return CommandAnswer.Done();
    }

    private Refusal? Refuse(HubCommand asked, Actor actor, HubState state) =>
        !actor.Roles.Contains(Role.Administrator) ? WrongRole(actor) : asked switch
        {
            PutPolicy put => Refuse(put),
            PutCalendar put => WorkCalendar.Read(Encoding.UTF8.GetBytes(put.File), out var errors) is null
                ? ConfigurationDesk.Wrong("bad-calendar", errors) : null,
            PutProfile put => Refuse(put, state),
            RetireProfile retire => Refuse(retire.Profile, state),
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

    private Refusal? Refuse(PutProfile put, HubState state)
    {
        if (ProfileReader.Read(Encoding.UTF8.GetBytes(put.File), out var errors) is not { } profile)
            return ConfigurationDesk.Wrong("bad-profile", errors);
        var all = work.Engine.Profiles.With(profile);
        if (ProfileCatalogue.Read(all.ToUtf8(), out errors) is null) // together they are too large for one text
            return ConfigurationDesk.Wrong("bad-profile", HubFiles.WithoutPlace(errors));
        var open = profile.States.Where(known => !known.Closed).Select(known => known.Id).ToHashSet();
        return Has(profile.Id, state.Items.Where(item => item.Profile == profile.Id && !open.Contains(item.State)))
            ?? Named(all);
    }

    private Refusal? Refuse(string profile, HubState state)
    {
        if (!work.Engine.Profiles.TryGet(profile, out _))
            return Refusal.Of("not-found", $"There is no profile '{profile}'.", $"没有业务类型“{profile}”。");
        return Has(profile, state.Items.Where(item => item.Profile == profile))
            ?? Has(profile, state.Leads.Count(lead => lead.Profile == profile))
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

    private static Refusal? Has(string profile, IEnumerable<WorkItem> items)
    {
        var found = items.OrderBy(item => item.ReportedAt).ThenBy(item => item.Id.Value).ToList();
        return found.Count == 0 ? null : Refusal.Of("in-use",
            $"{found.Count} open work item(s) have the profile '{profile}', such as {found[0].Number} in the state '{found[0].State}': "
            + "close them first.",
            $"业务类型“{profile}”尚有 {found.Count} 个未结工作项，如 {found[0].Number}（状态“{found[0].State}”），请先办结。");
    }

    private static Refusal? Has(string profile, int leads) => leads == 0 ? null : Refusal.Of("in-use",
        $"{leads} open lead(s) have the profile '{profile}': confirm or dismiss them first.", $"业务类型“{profile}”尚有 {leads} 条未处理线索，请先处理。");

    private CityParts Parts() => work.Parts(judge.Configuration!.Rules, default);

    private static Refusal WrongRole(Actor actor) => Refusal.Of("wrong-role",
        $"Profiles, policy, calendar and grids are changed by an administrator; {actor.Id} is none.",
        $"业务类型、办理规则、日历与网格图由管理员维护，{actor.Id} 无此权限。", nameof(Role.Administrator));
}
