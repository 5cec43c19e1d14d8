namespace CityKit.Cases.Policies;

/// <summary>Which of the bodies of a component is meant (部件责任单位).</summary>
public enum ComponentBody
{
    /// <summary>The maintainer; where none is known the owner, else the competent department.</summary>
    Any,

    /// <summary>The maintainer (养护单位).</summary>
    Maintainer,

    /// <summary>The owner (权属单位).</summary>
    Owner,

    /// <summary>The competent department (主管部门).</summary>
    Department,
}
