namespace CityKit.Cases.Rewards;

/// <summary>What a report has to bring (举证要求).</summary>
public enum RewardEvidence : byte
{
    /// <summary>A photo (照片); a clip will do as well.</summary>
    Photo,

    /// <summary>A clip (视频); how long it may be is a <see cref="RewardMeasure"/> of <c>videoSeconds</c>.</summary>
    Video,
}
