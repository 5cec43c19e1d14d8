using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>
/// What a hub noticed by itself (中枢自察) and nobody sent: a restored store, a device that shows more than the hub has, a clock that
/// jumped.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Restored), "restored")]
[JsonDerivedType(typeof(FellBehind), "fell-behind")]
[JsonDerivedType(typeof(RetiredOutboxUsed), "retired-outbox")]
[JsonDerivedType(typeof(AnswersUnchecked), "answers-unchecked")]
[JsonDerivedType(typeof(ClockJumped), "clock-jumped")]
[JsonDerivedType(typeof(ErasedAgain), "erased-again")]
[JsonDerivedType(typeof(EvidenceMissing), "evidence-missing")]
[JsonDerivedType(typeof(RefusalsSurged), "refusals-surged")]
[JsonDerivedType(typeof(WindowsFilled), "windows-filled")]
internal abstract record Observation
{
    /// <summary>What the journal knows it by: noticed again, it is not reported again.</summary>
    [JsonIgnore]
    public abstract string Key { get; }
}
