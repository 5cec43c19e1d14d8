namespace CityKit.Services.Plans;

/// <summary>How a material is settled (材料的办法).</summary>
public enum MaterialWay : byte
{
    /// <summary>It still has to be handed in (需提交).</summary>
    HandIn = 0,

    /// <summary>A credential that is held proves it (免提交，证照替代).</summary>
    Proved = 1,

    /// <summary>Another step of the bundle issues what proves it (前序环节产生).</summary>
    FromStep = 2,

    /// <summary>Another department confirms it (部门核验).</summary>
    Confirmed = 3,

    /// <summary>It is not needed in this case (无需提供).</summary>
    NotNeeded = 4,
}
