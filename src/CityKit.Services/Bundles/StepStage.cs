namespace CityKit.Services.Bundles;

/// <summary>Where a step of a bundle is (环节状态).</summary>
public enum StepStage : byte
{
    /// <summary>It waits for steps before it (待前序).</summary>
    WaitsForSteps = 0,

    /// <summary>It waits for materials (待材料).</summary>
    WaitsForMaterials = 1,

    /// <summary>The office works on it, and its limit runs (办理中).</summary>
    Running = 2,

    /// <summary>It is decided (已办结).</summary>
    Done = 3,
}
