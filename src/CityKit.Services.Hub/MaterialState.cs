namespace CityKit.Services.Hub;

/// <summary>Where a material of an application is (材料状态).</summary>
public enum MaterialState : byte
{
    /// <summary>It is to be shown or handed in (待提供).</summary>
    Open = 0,

    /// <summary>A credential proved it (证照替代).</summary>
    Proved = 1,

    /// <summary>It is not needed in this case (无需提供).</summary>
    NotNeeded = 2,

    /// <summary>A department was asked to confirm it (待核验).</summary>
    Asked = 3,

    /// <summary>A department confirmed it (已核验).</summary>
    Confirmed = 4,

    /// <summary>It was handed in, and a person looks at it (已提交).</summary>
    HandedIn = 5,

    /// <summary>A step before issues it (待前序环节产生).</summary>
    Awaited = 6,

    /// <summary>A step before has issued it (前序环节已产生).</summary>
    Issued = 7,
}
