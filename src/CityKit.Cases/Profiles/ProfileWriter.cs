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
        ConfigJson.Objects(json, "stages", profile.Stages, Write);
        ConfigJson.Objects(json, "states", profile.States, Write);
        ConfigJson.Objects(json, "commands", profile.Commands, Write);
        ConfigJson.Objects(json, "transitions", TransitionRows.Of(profile.Transitions), Write);
        ConfigJson.Objects(json, "steps", profile.Steps, Write);
        WriteVisibility(profile.Visibility);
    }

    private void Write(ProfileStage stage)
    {
        json.WriteString("id", stage.Id);
        ConfigJson.Names(json, stage.Name);
        if (stage.LimitFromCondition) json.WriteBoolean("limitFromCondition", true);
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
        WordsIfAny("needs", first.Needs, ProfileWords.Needs);
        WordsIfAny("guards", first.Guards, ProfileWords.Guards);
        WordsIfAny("effects", first.Effects, ProfileWords.Effects);
        Tell(first.Tell);
    }

    private void Write(TimedStep step)
    {
        json.WriteString("id", step.Id);
        ConfigJson.Names(json, step.Name);
        ConfigJson.Texts(json, "states", step.States);
        json.WriteString("after", step.After.ToString());
        json.WriteString("since", step.SinceOpening ? "opening" : "state");
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

    private void Words<T>(string name, IReadOnlyList<T> values, (string Word, T Value)[] known) where T : struct, Enum =>
        ConfigJson.Texts(json, name, values.Select(value => known.First(word => word.Value.Equals(value)).Word));

    private void WordsIfAny<T>(string name, IReadOnlyList<T> values, (string Word, T Value)[] known) where T : struct, Enum
    {
        if (values.Count > 0) Words(name, values, known);
    }
}
