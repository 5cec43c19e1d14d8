namespace CityKit.Cli.Rules;

/// <summary>Work over a journal, whose damage ends the command with what to do.</summary>
internal static class JournalWork
{
    /// <exception cref="ToolException">An entry is damaged, or was pruned.</exception>
    internal static async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FormatException damaged)
        {
            throw new ToolException($"{damaged.Message} See 'citykit journal verify'; --archive names the archive of what was pruned.");
        }
    }
}
