using CityKit.Core;

namespace CityKit.Cases.Flow;

/// <summary>
/// A condition on item, actor and time under a name (守卫条件), for a profile's rows to name. Pure: the same question, the same answer.
/// </summary>
/// <example><code>
/// var weekend = new Guard("weekend", question => question.Detail("day") is "saturday" or "sunday",
///     new LocalizedText("仅限周末", "only at weekends"));
/// </code></example>
public sealed class Guard
{
    private readonly Func<GuardQuestion, LocalizedText> why;

    /// <summary>A guard with one text.</summary>
    /// <param name="name">The name that a profile declares under <c>guards</c>.</param>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="why">What people read when it does not hold.</param>
    public Guard(string name, Func<GuardQuestion, bool> holds, LocalizedText why)
        : this(name, "guard", question => Failed(holds, question, out var held) is null && held,
            question => Failed(holds, question, out _) is { } failed ? FailedText(name, failed) : why)
    {
        ArgumentNullException.ThrowIfNull(why);
    }

    internal Guard(string name, string code, Func<GuardQuestion, bool> holds, Func<GuardQuestion, LocalizedText> why)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentNullException.ThrowIfNull(why);
        (Name, Code, Holds, this.why) = (name, code, holds, why);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    internal string Code { get; }

    internal Func<GuardQuestion, bool> Holds { get; }

    /// <summary>What code of a module threw: such a guard does not hold, and nothing else is stopped by it.</summary>
    private static Exception? Failed(Func<GuardQuestion, bool> holds, GuardQuestion question, out bool held)
    {
        held = false;
        try
        {
            held = holds(question);
            return null;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            return failed;
        }
    }

    private static LocalizedText FailedText(string name, Exception failed) => new(
        $"守卫“{name}”执行出错：{failed.Message}", $"The guard '{name}' failed: {failed.Message}");

    internal LocalizedText Why(GuardQuestion question) => why(question);
}
