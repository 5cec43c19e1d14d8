namespace CityKit.Shared.Suites;

/// <summary>
/// The number of a cryptographic suite (密码套件): which algorithms sign, chain and encrypt. It is written only where it is not 0, so that what
/// was written before there were suites is of suite 0.
/// </summary>
internal static class Suite
{
    /// <summary>
    /// ECDSA on P-256 with SHA-256; chains and digests of SHA-256; protected records encrypted with AES-256-GCM. The texts that versions
    /// before kept are of it too, and not encrypted.
    /// </summary>
    internal const int Implied = 0;

    /// <summary>The suites that this version knows, for people.</summary>
    internal const string Known = "suite 0 (SHA-256, ECDSA on P-256)";

    /// <exception cref="FormatException">This version does not know the suite; the message names it and those that it knows.</exception>
    internal static void Check(long suite, string what, string zh)
    {
        if (suite != Implied)
            throw new FormatException(
                $"{what} is of suite {suite}; this version of CityKit knows {Known} alone: install a newer one. "
                + $"{zh}的密码套件为 {suite}，当前版本仅支持套件 0，请安装新版本。");
    }
}
