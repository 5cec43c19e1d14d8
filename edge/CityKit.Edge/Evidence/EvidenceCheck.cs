using CityKit.Core;

namespace CityKit.Edge.Evidence;

/// <summary>What checking an evidence file gave (证据校验结果).</summary>
/// <param name="Record">What the file holds; null when it is not valid.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
/// <param name="Offset">The byte at which it is wrong, from 0; −1 when it is valid.</param>
/// <param name="Entry">The entry that was changed: 0 is the head, from 1 the edges; −1 when it is not one of them.</param>
public sealed record EvidenceCheck(EvidenceRecord? Record, LocalizedText? Problem, int Offset, int Entry)
{
    /// <summary>True when every byte is as the device signed it.</summary>
    public bool IsValid => Record is not null;
}
