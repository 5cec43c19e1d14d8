namespace CityKit.Components;

/// <summary>
/// What a class classifies. In GB/T 47678.5-2026 a component and the matter "X异常" share one code, so the kind is part of the key.
/// </summary>
public enum ClassKind : byte
{
    /// <summary>A component (管理部件): a thing that is somewhere, such as a street light.</summary>
    Component = 1,

    /// <summary>A matter (管理事项; before 2026 an event, 事件): something that happens, such as exposed garbage.</summary>
    Matter = 2,
}
