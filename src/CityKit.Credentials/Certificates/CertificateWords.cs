namespace CityKit.Credentials.Certificates;

/// <summary>The words of files for values of certificates.</summary>
internal static class CertificateWords
{
    internal static (string Word, HolderCategory Value)[] Holders { get; } =
    [
        ("person", HolderCategory.Person), ("legal-person", HolderCategory.LegalPerson),
        ("organisation", HolderCategory.Organisation), ("mixed", HolderCategory.Mixed),
    ];

    internal static (string Word, TrustLevel Value)[] Trusts { get; } =
        [("none", TrustLevel.None), ("A", TrustLevel.A), ("B", TrustLevel.B), ("C", TrustLevel.C), ("D", TrustLevel.D)];

    internal static string Of<T>((string Word, T Value)[] words, T value) where T
        : struct => Array.Find(words, known => known.Value.Equals(value)).Word;
}
