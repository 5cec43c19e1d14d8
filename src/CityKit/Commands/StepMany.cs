using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Commands;

/// <summary>
/// The same step of many work items (批量流转): each is a command of its own, with an id made of this one's and the item's, so each has its
/// own answer and its own entry in the journal. Given again with the same id, what was done is answered, and the rest goes on.
/// </summary>
/// <param name="CommandId">The id, 1 to <see cref="MaxId"/> of the characters of a command's id.</param>
/// <param name="Items">The work items, 1 to <see cref="MaxItems"/>; one that is named twice is taken once.</param>
/// <param name="Step">What to do with each.</param>
public sealed record StepMany(string CommandId, IReadOnlyList<WorkItemId> Items, WorkCommand Step)
{
    /// <summary>The most items.</summary>
    public const int MaxItems = 200;

    /// <summary>The longest id, in characters.</summary>
    public const int MaxId = 31;

    /// <summary>The step of each item.</summary>
    internal IEnumerable<StepItem> Each() => Items.Distinct().Select(item => new StepItem($"{CommandId}-{item}", item, Step));

    internal Refusal? Check() => CommandIds.Check(CommandId) is { } wrong ? wrong
        : CommandId.Length > MaxId ? TooLong
        : Items.Count is 0 or > MaxItems ? WrongNumber(Items.Count) : null;

    private static Refusal TooLong { get; } = Refusal.Of("bad-id",
        $"The id of a step of many items has at most {MaxId} characters: the items' ids are added to it.",
        $"批量流转的编号最多 {MaxId} 个字符，其后附加各工作项编号。");

    private static Refusal WrongNumber(int count) => Refusal.Of("bad-request",
        $"A step is of 1 to {MaxItems} work items at once, not {count}: give several commands.",
        $"每次批量流转 1 至 {MaxItems} 件，现为 {count} 件，请分批提交。");
}
