using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Joins conditions over the sensors of a group (组合规则), <see cref="Rule.Per"/> household, building, grid and so on. Each condition is
/// judged for each sensor by itself; their turns are what is joined, in the order of the group's time.
/// </summary>
public sealed record GroupRule : Rule
{
    private const char LeafMark = '#';

    /// <summary>How the conditions are joined.</summary>
    public required GroupKind Kind { get; init; }

    /// <summary>The conditions: 1 to 8; one of a <see cref="GroupKind.Count"/>; first and second of a sequence.</summary>
    public required IReadOnlyList<GroupCondition> Conditions { get; init; }

    /// <summary>At how many different sensors a condition that is counted must hold; 1 to 10,000.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>How long a turn counts: for a count, and from the first condition to the second.</summary>
    public Duration Within { get; init; }

    /// <summary>How long the combination must hold before the alert.</summary>
    public Duration Hold { get; init; }

    /// <summary>How long it must be over before the alert is cleared.</summary>
    public Duration ClearHold { get; init; }

    /// <inheritdoc/>
    public override Duration LooksBack => Conditions.Max(condition => condition.Rule.LooksBack) is var longest && longest > Duration.Zero
        ? longest + Lateness + Within + Hold : Duration.Zero;

    /// <inheritdoc/>
    public override bool IsAbout(Sensor sensor) => Conditions.Any(condition => condition.Rule.IsAbout(sensor));

    internal override bool GoesOnFrom(Rule before) =>
        before is GroupRule group && group.Where == Where
        && Leaves().Select(leaf => leaf.Id).SequenceEqual(group.Leaves().Select(leaf => leaf.Id));

    /// <summary>
    /// Its conditions as rules for each sensor. Their ids change with what is looked for and how it is joined, so that what they knew and
    /// what was joined from it are kept or restarted together.
    /// </summary>
    internal IReadOnlyList<Rule> Leaves()
    {
        var shape = Shape();
        return [.. Conditions.Select((condition, i) => condition.Rule with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{Id}{LeafMark}{shape}.{i}"),
            Where = Where, Per = Per, Only = Only, Lateness = Lateness, Purpose = Purpose, Duty = Duty, Then = Then with { Steps = [] },
        })];
    }

    /// <summary>The rules that judge single sensors: a rule itself, or the conditions of a combination.</summary>
    internal static IEnumerable<Rule> LeavesOf(Rule rule) => rule is GroupRule group ? group.Leaves() : [rule];

    /// <summary>Whether an id is that of a condition.</summary>
    internal static bool IsLeaf(string id) => id.Contains(LeafMark, StringComparison.Ordinal);

    /// <summary>The id of the rule in its file.</summary>
    internal static string IdInFile(string id) => IsLeaf(id) ? id[..id.IndexOf(LeafMark, StringComparison.Ordinal)] : id;

    private string Shape()
    {
        var text = new StringBuilder().Append(Kind).Append(Per);
        foreach (var condition in Conditions) text.Append('|').Append(condition.Words).Append('|').Append(condition.Rule.Sensors);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 4));
    }
}
