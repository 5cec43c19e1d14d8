using System.Globalization;
using CityKit.RuleTrials;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary>Work over a journal, whose damage ends the command with what to do.</summary>
internal static class JournalWork
{
    /// <summary>Says how far back a journal reached, where it is all that is left.</summary>
    internal static void SayReach(TextWriter error, JournalReach reach)
    {
        if (reach.PrunedUntil is not { } until) return;
        var (from, last) = (reach.From is { } at ? InstantPattern.ExtendedIso.Format(at) : null, InstantPattern.ExtendedIso.Format(until));
        error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The journal is whole {(from is null ? "nowhere" : $"from {from} on")}: {reach.Pruned:N0} entries up to {last} are pruned. "
            + $"Windows and waits that began before are incomplete; --archive names what has them. "
            + $"流水{(from is null ? "均不完整" : $"自 {from} 起完整")}：截至 {last} 有 {reach.Pruned:N0} 条已清除，此前开始的时间窗不完整；可用 --archive 指定归档。"));
    }

    /// <exception cref="ToolException">An entry is damaged.</exception>
    internal static async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FormatException damaged)
        {
            throw new ToolException($"{damaged.Message} See 'citykit journal verify'.");
        }
    }
}
