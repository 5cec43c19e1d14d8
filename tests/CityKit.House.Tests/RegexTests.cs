using System.Reflection;
using System.Text.RegularExpressions;

namespace CityKit.House.Tests;

/// <summary>
/// No pattern of any package takes a time that its text does not explain: none has a limit, as what is decided may not depend on the
/// machine.
/// </summary>
public sealed class RegexTests
{
    private const int Repeats = 400;

    // A pattern that goes back over its text needs 2^400 steps here, one that does not needs none that anyone notices.
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Patterns => [.. Generated().Select(found => found.Pattern).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Pattern_OfATextThatAlmostFits_IsDoneWithIt(string pattern)
    {
        var options = Generated().First(found => found.Pattern == pattern).Options;
        var regex = new Regex(pattern, options, Hanging);
        foreach (var text in AlmostFitting(pattern)) Assert.True(regex.Count(text) >= 0);
    }

    [Fact]
    public void Pattern_ThatGoesBackOverItsText_IsFound()
    {
        var regex = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(50));
        Assert.Throws<RegexMatchTimeoutException>(() => AlmostFitting("^(a+)+$").Select(text => regex.Count(text)).ToList());
    }

    private static IEnumerable<GeneratedRegexAttribute> Generated() =>
        from package in PackageProject.All
        from type in Assembly.LoadFrom(package.AssemblyFile).GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        from regex in method.GetCustomAttributes<GeneratedRegexAttribute>()
        select regex;

    /// <summary>One or two characters that the pattern may take, many times, and then one that it does not.</summary>
    private static IEnumerable<string> AlmostFitting(string pattern)
    {
        char[] letters = [.. pattern.Concat("aA0 中.").Distinct()];
        return
            from first in letters
            from second in letters
            select string.Concat(Enumerable.Repeat($"{first}{second}", Repeats)) + "\u0001";
    }
}
