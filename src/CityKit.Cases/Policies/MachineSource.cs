namespace CityKit.Cases.Policies;

/// <summary>What kind of machine found something (线索来源).</summary>
public enum MachineSource : byte
{
    /// <summary>A camera's analysis (AI 视频).</summary>
    Video = 0,

    /// <summary>A drone (无人机).</summary>
    Drone = 1,
}
