using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;
using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Models;

/// <summary>Specs, plans, machines and schedules hold no compiler object and compare by value: what caching, and the collection of old compilations, rest on.</summary>
public sealed class ModelShapeTests
{
    private static readonly Assembly Generator = typeof(KernelGenerator).Assembly;

    /// <summary>What the pipeline keeps of a kernel, and the records of each stage after parsing.</summary>
    public static TheoryData<Type> Models =>
    [
        typeof(ParsedKernel),
        .. Generator.GetTypes().Where(type =>
            typeof(KernelSpec).IsAssignableFrom(type) || typeof(ArithmeticPlan).IsAssignableFrom(type)
            || type == typeof(MatrixSchedule) || type == typeof(LaneSchedule) || type == typeof(Machine)),
    ];

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void NoTypeOfTheCompilerIsReachable(Type model) => Walk(model, model.Name, [], (type, path) =>
        Assert.False(type.FullName?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {type.FullName}"));

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void EveryFieldComparesByValue(Type model) => Walk(model, model.Name, [], (type, path) =>
    {
        if (type == typeof(object) || type.IsAbstract || !IsOurs(type))
        {
            // An ImmutableArray equals only itself, and so do the library's collections.
            bool isCollection = type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);
            Assert.False(isCollection, $"{path} is a {type}");
            return;
        }

        MethodInfo equals = type.GetMethod(nameof(Equals), [typeof(object)])!;
        Assert.True(equals.DeclaringType == type || type.IsEnum, $"{path}: {type} compares by reference");
    });

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void EveryFieldIsReadOnly(Type model) => Walk(model, model.Name, [], (type, path) =>
    {
        if (IsOurs(type) && !type.IsEnum)
            Assert.All(Fields(type), field => Assert.True(field.IsInitOnly, $"{path}.{field.Name} can change"));
    });

    [Fact]
    public void WhatTheStepsKeepHoldsNoObjectOfTheCompiler()
    {
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(KernelSources.Every("float", fixedShape: false)));
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in new[] { KernelGenerator.ParseStep, KernelGenerator.SettleStep, KernelGenerator.CatalogStep })
        {
            object[] values = run.Result.TrackedSteps[step].SelectMany(made => made.Outputs).Select(output => output.Value).ToArray();
            Assert.NotEmpty(values);
            foreach (object value in values)
                WalkObjects(value, value.GetType().Name, seen);
        }
    }

    /// <summary>Visits the types of all fields, and of theirs; an array stands for its elements.</summary>
    private static void Walk(Type type, string path, HashSet<Type> seen, Action<Type, string> visit)
    {
        if (!seen.Add(type))
            return;
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            Walk(value, path, seen, visit);
            return;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            Walk(type.GetGenericArguments()[0], path + "[]", seen, visit);
            return;
        }

        visit(type, path);
        if (!IsOurs(type))
            return;
        foreach (FieldInfo field in Fields(type))
            Walk(field.FieldType, path + "." + field.Name, seen, visit);
        foreach (Type derived in Generator.GetTypes().Where(other => other.BaseType == type))
            Walk(derived, derived.Name, seen, visit);
    }

    private static void WalkObjects(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
            return;
        Assert.False(value.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                WalkObjects(item, path + "[]", seen);
            return;
        }

        foreach (FieldInfo field in Fields(value.GetType()))
            WalkObjects(field.GetValue(value), path + "." + field.Name, seen);
    }

    private static bool IsOurs(Type type) => type.Assembly == Generator;

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }
}
