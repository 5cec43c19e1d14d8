namespace CityKit.Credentials.Certificates;

/// <summary>The check character of ISO 7064 MOD 37,36 (GB/T 17710) over 0-9 and A-Z.</summary>
internal static class CheckCharacter
{
    internal const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Modulus = 36;

    /// <param name="text">Characters of the alphabet; others are left out, as the dots of an identifier are.</param>
    internal static char Of(ReadOnlySpan<char> text)
    {
        var remainder = Modulus;
        foreach (var character in text)
        {
            if (Alphabet.IndexOf(character, StringComparison.Ordinal) is not (var value and >= 0)) continue;
            remainder = (remainder + value) % Modulus;
            remainder = (remainder == 0 ? Modulus : remainder) * 2 % (Modulus + 1);
        }
        return Alphabet[(Modulus + 1 - remainder) % Modulus];
    }
}
