using System.Reflection;
using System.Reflection.Emit;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>A kernel whose arguments are given by parameter number: where a span begins, an int or a span's length, a scalar.</summary>
internal unsafe delegate double KernelInvoker(nint* starts, int* integers, double* scalars);

internal static class KernelInvokers
{
    /// <summary>Writes the call of a kernel of any signature: reflection itself cannot pass spans.</summary>
    public static KernelInvoker For(MethodInfo kernel)
    {
        var caller = new DynamicMethod(
            "Call" + kernel.Name, typeof(double), [typeof(nint*), typeof(int*), typeof(double*)], typeof(KernelInvokers).Module, skipVisibility: true);
        ILGenerator il = caller.GetILGenerator();
        ParameterInfo[] parameters = kernel.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type.IsByRefLike)
            {
                Load(il, OpCodes.Ldarg_0, i, sizeof(long), OpCodes.Ldind_I);
                Load(il, OpCodes.Ldarg_1, i, sizeof(int), OpCodes.Ldind_I4);
                il.Emit(OpCodes.Newobj, type.GetConstructor([typeof(void*), typeof(int)])!);
            }
            else if (type == typeof(int))
            {
                Load(il, OpCodes.Ldarg_1, i, sizeof(int), OpCodes.Ldind_I4);
            }
            else
            {
                Load(il, OpCodes.Ldarg_2, i, sizeof(double), OpCodes.Ldind_R8);
                if (type == typeof(float))
                    il.Emit(OpCodes.Conv_R4);
            }
        }

        il.Emit(OpCodes.Call, kernel);
        if (kernel.ReturnType == typeof(void))
            il.Emit(OpCodes.Ldc_R8, 0.0);
        else
            il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Ret);
        return caller.CreateDelegate<KernelInvoker>();
    }

    private static void Load(ILGenerator il, OpCode array, int index, int size, OpCode load)
    {
        il.Emit(array);
        il.Emit(OpCodes.Ldc_I4, index * size);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
        il.Emit(load);
    }
}
