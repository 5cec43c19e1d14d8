using System.Text;

namespace CityKit.Cases.Profiles;

/// <summary>Draws a profile's life cycle from its table (流转图).</summary>
public static class ProfileDiagram
{
    /// <summary>
    /// A Mermaid state diagram: stages as groups, one arrow for each way between two states; marks that stay in a state are left out.
    /// </summary>
    public static string ToMermaid(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var stage in profile.Stages) AddStage(text, profile, stage);
        text.Append($"    [*] --> {Name(profile.Initial)}\n");
        foreach (var arrow in profile.Transitions.Where(row => row.To != row.From).GroupBy(row => (row.From, row.To)))
            AddArrow(text, arrow.Key, arrow);
        foreach (var state in profile.States.Where(state => profile.IsTerminal(state.Id))) text.Append($"    {Name(state.Id)} --> [*]\n");
        return text.ToString();
    }

    private static void AddStage(StringBuilder text, Profile profile, ProfileStage stage)
    {
        text.Append($"    state \"{stage.Name.Zh} {stage.Name.En}\" as stage_{Name(stage.Id)} {{\n");
        foreach (var state in profile.States.Where(state => state.Stage == stage.Id))
            text.Append($"        {Name(state.Id)} : {state.Name.Zh} {state.Name.En}\n");
        text.Append("    }\n");
    }

    private static void AddArrow(StringBuilder text, (string From, string To) ends, IEnumerable<Transition> rows)
    {
        var labels = rows.GroupBy(row => row.Command)
            .Select(command => $"{command.Key} ({string.Join(", ", command.SelectMany(row => row.Roles).Distinct())})");
        text.Append($"    {Name(ends.From)} --> {Name(ends.To)} : {string.Join(" / ", labels)}\n");
    }

    // Mermaid ids take no hyphen.
    private static string Name(string id) => id.Replace('-', '_');
}
