using CityKit.Core;

namespace CityKit.Credentials.Sources;

/// <summary>Why a certificate may be fetched, and by what one can look it up.</summary>
/// <param name="Kind">Consent or law.</param>
/// <param name="Reference">The consent's number, or the law and article, 1 to 200 characters; without personal data.</param>
public sealed record LegalBasis(LegalBasisKind Kind, string Reference)
{
    private const int MaxReference = 200;

    /// <returns>Why it is not one; null when it is one.</returns>
    public Refusal? Check() => !string.IsNullOrWhiteSpace(Reference) && Reference.Length <= MaxReference && Enum.IsDefined(Kind) ? null
        : Refusal.Of("no-basis", $"State the consent's number or the law and article, 1 to {MaxReference} characters.",
            $"请写明同意书编号或法律依据条款，1 至 {MaxReference} 个字符。");
}
