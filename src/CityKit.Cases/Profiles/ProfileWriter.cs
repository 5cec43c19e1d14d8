using System.Text.Json;
using CityKit.Cases.Text;

namespace CityKit.Cases.Profiles;

/// <summary>Writes a profile as <see cref="ProfileReader"/> reads it, always in this order.</summary>
internal sealed class ProfileWriter(Utf8JsonWriter json)
{
    internal void Write(Profile profile)
    {
        json.WriteNumber("schema", 1);
        json.WriteString("id", profile.Id);
        json.WriteString("version", profile.Version);
        ConfigJson.Names(json, profile.Name);
        json.WriteString("initial", profile.Initial);
        ConfigJson.TextsIfAny(json, "roles", [.. profile.Roles.Select(role => role.Name)]);
        RoleNames("openers", profile.Openers);
        ConfigJson.Texts(json, "outcomes", profile.Outcomes);
        json.WriteNumber("maxExtensions", profile.MaxExtensions);
        json.WriteNumber("maxSuspensions", profile.MaxSuspensions);
        WriteDeclared(profile);
        ConfigJson.Objects(json, "stages", profile.Stages, Write);
        ConfigJson.Objects(json, "states", profile.States, Write);
        ConfigJson.Objects(json, "commands", profile.Commands, Write);
        ConfigJson.Objects(json, "transitions", TransitionRows.Of(profile.Transitions), Write);
        ConfigJson.Objects(json, "steps", profile.Steps, Write);
        WriteVisibility(profile.Visibility);
    }

    private void WriteDeclared(Profile profile)
    {
        if (profile.Fields.Count > 0) ConfigJson.Objects(json, "fields", profile.Fields, Write);
        if (profile.Clocks.Count > 0) ConfigJson.Objects(json, "clocks", profile.Clocks, Write);
        if (profile.Allowances.Count > 0) ConfigJson.Objects(json, "allowances", profile.Allowances, row => Write(json, row));
        if (profile.Guards.Count > 0) ConfigJson.Objects(json, "guards", profile.Guards, Write);
        if (profile.Effects.Count > 0) ConfigJson.Objects(json, "effects", profile.Effects, Write);
    }

    private void Write(ProfileField field)
    {
        json.WriteString("id", field.Id);
        ConfigJson.Names(json, field.Name);
        json.WriteString("type", ProfileWords.Types.First(type => type.Value == field.Type).Word);
        ConfigJson.TextsIfAny(json, "values", [.. field.Values]);
        json.WriteString("part", ProfileWords.Parts.First(part => part.Value == field.Part).Word);
    }

    private void Write(ProfileClock clock)
    {
        json.WriteString("id", clock.Id);
        ConfigJson.Names(json, clock.Name);
        ConfigJson.TextIfAny(json, "limit", clock.Limit?.ToString());
        if (clock.FromOpening) json.WriteBoolean("fromOpening", true);
        if (clock.Pauses) json.WriteBoolean("pauses", true);
        Tell(clock.Tell);
    }

    internal static void Write(Utf8JsonWriter json, Allowance row)
    {
        json.WriteString("turn", row.Turn);
        if (row.AtMost is { } most) json.WriteNumber("atMost", most);
        ConfigJson.TextIfAny(json, "within", row.Within?.ToString());
        if (row.Within is not null) json.WriteString("since", ProfileWords.Since.First(since => since.Value == row.Since).Word);
        ConfigJson.TextIfAny(json, "longest", row.Longest?.ToString());
    }

    private void Write(DeclaredGuard guard)
    {
        json.WriteString("id", guard.Id);
        ConfigJson.Names(json, guard.Name);
        ConfigJson.TextsIfAny(json, "all", [.. guard.All.Select(call => call.ToString())]);
    }

    private void Write(DeclaredEffect effect)
    {
        json.WriteString("id", effect.Id);
        ConfigJson.TextsIfAny(json, "all", [.. effect.All.Select(call => call.ToString())]);
    }

    private void Write(ProfileStage stage)
    {
        json.WriteString("id", stage.Id);
        ConfigJson.Names(json, stage.Name);
        if (stage.LimitFromCondition) json.WriteBoolean("limitFromCondition", true);
        ConfigJson.TextIfAny(json, "limit", stage.Limit?.ToString());
    }

    private void Write(ProfileState state)
    {
        json.WriteString("id", state.Id);
        json.WriteString("stage", state.Stage);
        ConfigJson.Names(json, state.Name);
        if (state.Closed) json.WriteBoolean("closed", true);
    }

    private void Write(ProfileCommand command)
    {
        json.WriteString("id", command.Id);
        ConfigJson.Names(json, command.Name);
    }

    private void Write(IReadOnlyList<Transition> row)
    {
        var first = row[0];
        ConfigJson.Texts(json, "from", row.Select(transition => transition.From));
        json.WriteString("command", first.Command);
        json.WriteString("to", row.Count > 1 && TransitionRows.IsMark(row) ? ProfileReader.SameState : first.To);
        RoleNames("roles", first.Roles);
        ConfigJson.TextsIfAny(json, "needs", [.. first.Needs]);
        ConfigJson.TextsIfAny(json, "guards", [.. first.Guards.Select(guard => guard.ToString())]);
        ConfigJson.TextsIfAny(json, "effects", [.. first.Effects.Select(effect => effect.ToString())]);
        ConfigJson.TextIfAny(json, "limit", first.Limit);
        Tell(first.Tell);
    }

    private void Write(TimedStep step)
    {
        json.WriteString("id", step.Id);
        ConfigJson.Names(json, step.Name);
        ConfigJson.Texts(json, "states", step.States);
        json.WriteString("after", step.After.ToString());
        json.WriteString("since", step.SinceOpening ? "opening" : "state");
        ConfigJson.TextsIfAny(json, "guards", [.. step.Guards.Select(guard => guard.ToString())]);
        ConfigJson.TextIfAny(json, "command", step.Command);
        Tell(step.Tell);
    }

    private void WriteVisibility(IReadOnlyDictionary<Role, WorkItemPart> visibility)
    {
        json.WriteStartObject("visibility");
        foreach (var (role, parts) in visibility.OrderBy(pair => pair.Key))
            ConfigJson.Texts(json, role.ToString(), ProfileWords.Parts.Where(part => parts.HasFlag(part.Value)).Select(part => part.Word));
        json.WriteEndObject();
    }

    private void Tell(IReadOnlyList<NoticeTarget> targets) =>
        ConfigJson.TextsIfAny(json, "tell", [.. targets.Select(target => target.ToString())]);

    private void RoleNames(string name, IEnumerable<Role> roles) => ConfigJson.Texts(json, name, roles.Select(role => role.Name));
}
