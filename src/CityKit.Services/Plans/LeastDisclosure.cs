namespace CityKit.Services.Plans;

/// <summary>
/// Chooses for each of several things one of its options, so that as few claims as can be are shown in all; of equal choices the one with
/// earlier options. Exact, unless there are so many combinations that it stops at the best of the first <see cref="MostSteps"/>.
/// </summary>
internal sealed class LeastDisclosure
{
    internal const int MostSteps = 2_000;

    private readonly int[][][] options;
    private readonly int[] uses;
    private readonly int[] current;
    private readonly int[] best;
    private int least = int.MaxValue;
    private int steps;

    private LeastDisclosure(int[][][] options, int claims) =>
        (this.options, uses, current, best) = (options, new int[claims], new int[options.Length], new int[options.Length]);

    /// <returns>The option of each thing.</returns>
    /// <param name="options">The things, each with its options, each the numbers of the claims that it shows.</param>
    /// <param name="claims">How many claims there are.</param>
    /// <param name="given">Claims that are shown anyway.</param>
    internal static int[] Choose(int[][][] options, int claims, IEnumerable<int> given)
    {
        var choice = new LeastDisclosure(options, claims);
        foreach (var claim in given) choice.uses[claim]++;
        for (var i = 0; i < options.Length; i++)
            if (options[i].Length == 1) choice.Use(options[i][0]);
        choice.Search(0, 0);
        return choice.best;
    }

    private void Search(int at, int cost)
    {
        while (at < options.Length && options[at].Length == 1) at++;
        if (cost >= least || (steps++ > MostSteps && least < int.MaxValue)) return;
        if (at == options.Length)
        {
            least = cost;
            current.CopyTo(best, 0);
        }
        else foreach (var option in CheapestFirst(at)) Try(at, option, cost);
    }

    private void Try(int at, int option, int cost)
    {
        current[at] = option;
        var more = Use(options[at][option]);
        Search(at + 1, cost + more);
        foreach (var claim in options[at][option]) uses[claim]--;
    }

    private int[] CheapestFirst(int at) => [.. Enumerable.Range(0, options[at].Length).OrderBy(option => options[at][option].Count(IsNew))];

    private bool IsNew(int claim) => uses[claim] == 0;

    /// <returns>How many claims are shown for it alone.</returns>
    private int Use(int[] claims)
    {
        var more = 0;
        foreach (var claim in claims)
            if (uses[claim]++ == 0) more++;
        return more;
    }
}
