namespace CityKit.Core.Releases;

/// <summary>The number by which releases are ordered (发布序号): an agent takes only a higher one than every one it took before.</summary>
public static class ReleaseNumber
{
    private const int Step = 100_000; // more than a part of an assembly's version can be

    /// <summary>
    /// The number of a version's first three parts: <c>1.2.3</c> is 1 00002 00003. Builds that differ in less are given numbers by hand.
    /// </summary>
    /// <returns>From 1 to 99999 99999 99999, exact also where numbers are floating-point.</returns>
    /// <exception cref="ArgumentException">A part is 100000 or more.</exception>
    public static long Of(Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        long[] parts = [version.Major, version.Minor, Math.Max(version.Build, 0)];
        if (parts.Any(part => part >= Step))
            throw new ArgumentException($"Each part of a version is below {Step}, not {version}: name a number. 版本号无法换算为序号，请直接指定。");
        return Math.Max(1, parts.Aggregate((number, part) => number * Step + part));
    }
}
